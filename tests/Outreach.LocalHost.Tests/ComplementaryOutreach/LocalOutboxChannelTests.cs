using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.Mail;
using Outreach.LocalHost.ComplementaryOutreach;
using Outreach.LocalHost.Mail;
using Outreach.Testing.ComplementaryOutreach;
using Outreach.Testing.Mail;
using Xunit;

namespace Outreach.LocalHost.Tests.ComplementaryOutreach;

public sealed class LocalOutboxChannelTests : OutreachChannelContract, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("outreach-outbox-").FullName;

    private string Outbox => Path.Combine(_folder, "outbox");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Killed in the middle of a part: what is there was taken, what is half written was not, and the rest arrives by the next attempt.</summary>
    [Fact]
    [Trait("threat", "56")]
    public async Task HandOver_KilledInTheMiddle_TakesTheRestAndNothingTwice()
    {
        IOutreachChannel channel = await CreateAsync();
        IReadOnlyList<OutgoingMessage> messages = Messages(channel);
        await channel.HandOverAsync(Campaign, Part(channel), [messages[0]], default);
        await File.WriteAllTextAsync(Path.Combine(Outbox, "waves", Wave.Value, Part(channel).Name, $"{messages[1].Id.Value}.json.half"), "{");

        Assert.Equal([messages[0].Id], await channel.FindTakenAsync(Campaign, Part(channel), default));
        await channel.HandOverAsync(Campaign, Part(channel), messages, default);

        Assert.Equal(messages.Count, (await ArrivedAsync()).Count);
    }

    [Fact]
    public async Task Read_MailsToDoctorsAndPeople_AreShownTogetherAndThoseOfWavesStay()
    {
        IOutreachChannel channel = await CreateAsync();
        OutgoingMessage message = Messages(channel)[0];
        await channel.HandOverAsync(Campaign, Part(channel), [message], default);
        var outbox = new LocalOutbox(Outbox, TimeProvider.System);
        await outbox.SendAsync(SampleMail.Message(), default);

        IReadOnlyList<OutboxMail> mails = await outbox.ReadAsync(default);

        Assert.Equal([MailTemplates.Render(SampleMail.Message()).Subject, message.Content.Subject], mails.Select(mail => mail.Subject));
        Assert.Equal((message.Person.Email, message.Content.Text), (mails[1].To, mails[1].Body));
        Assert.Single(await ArrivedAsync());
    }

    /// <summary>A message that was taken is never sent again, however long ago its mail was emptied.</summary>
    [Fact]
    [Trait("threat", "56")]
    public async Task HandOver_MoreThanAreKept_EmptiesTheOldestAndStillKnowsWhatItTook()
    {
        var channel = new LocalOutboxChannel(Outbox, TimeProvider.System, most: 3);
        IReadOnlyList<OutgoingMessage> messages = Messages(channel);
        WavePart second = Part(channel) with { Number = 1 };
        await channel.HandOverAsync(Campaign, Part(channel), messages, default);
        await channel.HandOverAsync(Campaign, second, SampleMessages.Of(second, 2), default);

        await channel.HandOverAsync(Campaign, Part(channel), messages, default);

        Assert.Equal(3, (await new LocalOutbox(Outbox, TimeProvider.System).ReadAsync(default)).Count);
        Assert.Equal(messages.Count + 2, (await ArrivedAsync()).Count);
        Assert.Equal(messages.Select(message => message.Id).ToHashSet(), await channel.FindTakenAsync(Campaign, Part(channel), default));
    }

    [Fact]
    [Trait("threat", "19")]
    public async Task HandOver_Files_AreReadableByTheirOwnerAlone()
    {
        IOutreachChannel channel = await CreateAsync();
        await channel.HandOverAsync(Campaign, Part(channel), Messages(channel), default);

        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            foreach (string file in Directory.GetFiles(Outbox, "*", SearchOption.AllDirectories))
            {
                Assert.Equal(owner, File.GetUnixFileMode(file));
            }

            foreach (string folder in Directory.GetDirectories(Outbox, "*", SearchOption.AllDirectories).Append(Outbox))
            {
                Assert.Equal(owner | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
            }
        }
    }

    protected override Task<IOutreachChannel> CreateAsync() => Task.FromResult<IOutreachChannel>(new LocalOutboxChannel(Outbox, TimeProvider.System));

    protected override Task<IReadOnlyList<MessageId>> ArrivedAsync() => Task.FromResult<IReadOnlyList<MessageId>>(
        [.. Directory.GetFiles(Path.Combine(Outbox, "waves"), "*.json", SearchOption.AllDirectories).Select(file => new MessageId(Path.GetFileNameWithoutExtension(file)))]);

    protected override OutgoingMessage Unreachable(OutgoingMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message with { Person = message.Person with { Email = "a@people.example, b@people.example" } };
    }

    /// <summary>A file where the folder would be.</summary>
    protected override Task BreakAsync() => File.WriteAllTextAsync(Outbox, "");
}
