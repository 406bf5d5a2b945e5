using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Testing.Campaigns;
using Xunit;

namespace Outreach.Testing.ComplementaryOutreach;

/// <summary>What every <see cref="IOutreachChannel"/> promises, whatever is on its other side.</summary>
public abstract class OutreachChannelContract
{
    /// <summary>A wave of this test alone.</summary>
    protected WaveId Wave { get; } = WaveId.Create();

    protected static Campaign Campaign { get; } = SampleCampaign.Create();

    protected abstract Task<IOutreachChannel> CreateAsync();

    /// <summary>Ids of the messages that arrived on the other side, as often as they did.</summary>
    protected abstract Task<IReadOnlyList<MessageId>> ArrivedAsync();

    /// <summary>The same person with an address that the channel refuses for good.</summary>
    protected abstract OutgoingMessage Unreachable(OutgoingMessage message);

    /// <summary>Makes the other side go away.</summary>
    protected abstract Task BreakAsync();

    [Fact]
    public async Task HandOver_APart_ArrivesWholeWithOneOutcomeEach()
    {
        IOutreachChannel channel = await CreateAsync();
        IReadOnlyList<OutgoingMessage> messages = Messages(channel);

        IReadOnlyDictionary<MessageId, HandOverOutcome> outcomes = await channel.HandOverAsync(Campaign, Part(channel), messages, default);

        Assert.Equal(messages.ToDictionary(message => message.Id, _ => HandOverOutcome.Taken), outcomes);
        Assert.Equal(Ids(messages), (await ArrivedAsync()).ToHashSet());
    }

    /// <summary>Either it arrived once, or the channel says of itself that nobody can know: then it is not asked again.</summary>
    [Fact]
    [Trait("threat", "56")]
    public async Task HandOver_TheSamePartAgain_IsOnceOrUnknown()
    {
        IOutreachChannel channel = await CreateAsync();
        IReadOnlyList<OutgoingMessage> messages = Messages(channel);
        await channel.HandOverAsync(Campaign, Part(channel), messages, default);

        IReadOnlySet<MessageId>? taken = await channel.FindTakenAsync(Campaign, Part(channel), default);
        if (taken is null)
        {
            Assert.Equal(1, channel.LargestPart);
            return;
        }

        IReadOnlyDictionary<MessageId, HandOverOutcome> again = await (await CreateAsync()).HandOverAsync(Campaign, Part(channel), messages, default);

        Assert.Equal(Ids(messages), taken);
        Assert.All(again.Values, outcome => Assert.Equal(HandOverOutcome.Taken, outcome));
        Assert.Equal(messages.Count, (await ArrivedAsync()).Count);
    }

    [Fact]
    [Trait("threat", "56")]
    public async Task HandOver_TheSamePartTwiceAtOnce_IsOnceOrUnknown()
    {
        IOutreachChannel channel = await CreateAsync();
        if (channel.LargestPart == 1)
        {
            return;
        }

        IReadOnlyList<OutgoingMessage> messages = Messages(channel);
        IOutreachChannel[] both = [channel, await CreateAsync()];
        await Task.WhenAll(both.Select(one => Task.Run(() => one.HandOverAsync(Campaign, Part(channel), messages, default))));

        Assert.Equal(messages.Count, (await ArrivedAsync()).Count);
    }

    [Fact]
    public async Task FindTaken_NothingWasHandedOver_IsEmptyOrUnknown()
    {
        IOutreachChannel channel = await CreateAsync();

        Assert.Empty(await channel.FindTakenAsync(Campaign, Part(channel), default) ?? new HashSet<MessageId>());
    }

    [Fact]
    public async Task HandOver_ToAnAddressThatIsNone_IsRefusedForGoodAndStopsNobodyElse()
    {
        IOutreachChannel channel = await CreateAsync();
        OutgoingMessage[] messages = [.. Messages(channel)];
        messages[0] = Unreachable(messages[0]);

        IReadOnlyDictionary<MessageId, HandOverOutcome> outcomes = await channel.HandOverAsync(Campaign, Part(channel), messages, default);

        Assert.Equal(HandOverOutcome.Refused, outcomes[messages[0].Id]);
        Assert.All(messages.Skip(1), message => Assert.Equal(HandOverOutcome.Taken, outcomes[message.Id]));
        Assert.DoesNotContain(messages[0].Id, await ArrivedAsync());
    }

    [Fact]
    [Trait("threat", "19")]
    public async Task HandOver_TheOtherSideIsAway_SaysNothingOfAnybody()
    {
        IOutreachChannel channel = await CreateAsync();
        IReadOnlyList<OutgoingMessage> messages = Messages(channel);
        await BreakAsync();

        Exception away = await Assert.ThrowsAnyAsync<Exception>(() => channel.HandOverAsync(Campaign, Part(channel), messages, default));

        Assert.All(messages.SelectMany(Canaries.Of), secret => Assert.DoesNotContain(secret, away.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    protected WavePart Part(IOutreachChannel channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        return SampleMessages.Part(channel.Kind, wave: Wave);
    }

    protected IReadOnlyList<OutgoingMessage> Messages(IOutreachChannel channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        return SampleMessages.Of(Part(channel), Math.Min(3, channel.LargestPart));
    }

    private static HashSet<MessageId> Ids(IEnumerable<OutgoingMessage> messages) => [.. messages.Select(message => message.Id)];
}
