using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Batches;
using Outreach.Core.Deletion;
using Outreach.Core.Lists;
using Outreach.Testing.ComplementaryOutreach;
using Xunit;

namespace Outreach.Core.Tests.ComplementaryOutreach;

public sealed class InMemoryBatchStoreTests : BatchStoreContract
{
    protected override Task<IBatchStore> CreateAsync() => Task.FromResult<IBatchStore>(new InMemoryBatchStore());
}

public sealed class SmsChannelTests : DispatcherChannelContract
{
    protected override OutreachChannel Kind => OutreachChannel.Sms;

    protected override OutgoingMessage Unreachable(OutgoingMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message with { Person = message.Person with { Phone = "0199001" } };
    }
}

public sealed class LetterChannelTests : DispatcherChannelContract
{
    protected override OutreachChannel Kind => OutreachChannel.Letter;

    protected override OutgoingMessage Unreachable(OutgoingMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message with { Person = message.Person with { City = "" } };
    }
}

/// <summary>The contract, and what only files of a dispatcher have: killed in between, two at once.</summary>
public abstract class DispatcherChannelContract : OutreachChannelContract, IDisposable
{
    private readonly BatchesWorld _world;
    private readonly BreakableBlobs _blobs;

    protected DispatcherChannelContract()
    {
        _blobs = new BreakableBlobs();
        _world = new BatchesWorld(_blobs);
        _blobs.Inner = _world.Blobs;
    }

    protected abstract OutreachChannel Kind { get; }

    public void Dispose()
    {
        _world.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Killed after the ciphertext and before its record: nothing was handed over, and the next attempt is the first.</summary>
    [Fact]
    [Trait("threat", "56")]
    public async Task HandOver_KilledBeforeTheRecord_IsHandedOverByTheNext()
    {
        IOutreachChannel channel = await CreateAsync();
        IReadOnlyList<OutgoingMessage> messages = Messages(channel);
        await _world.Blobs.UploadAsync(BatchShelf.BlobName(Campaign.Id, Wave, Part(channel).Name), new byte[] { 1 }, default);

        Assert.Empty((await channel.FindTakenAsync(Campaign, Part(channel), default))!);
        await channel.HandOverAsync(Campaign, Part(channel), messages, default);

        Assert.Equal(messages.Count, (await ArrivedAsync()).Count);
    }

    [Fact]
    [Trait("threat", "56")]
    public async Task HandOver_TheSamePartWithSomebodyElse_PutsThoseAloneIntoAFileOfTheirOwn()
    {
        IOutreachChannel channel = await CreateAsync();
        OutgoingMessage[] messages = [.. SampleMessages.Of(Part(channel), 4)];
        await channel.HandOverAsync(Campaign, Part(channel), messages[..2], default);
        await channel.HandOverAsync(Campaign, Part(channel), messages[1..3], default);

        IReadOnlyDictionary<MessageId, HandOverOutcome> outcomes = await channel.HandOverAsync(Campaign, Part(channel), [messages[3], Unreachable(messages[0])], default);

        Assert.Equal((HandOverOutcome.Taken, HandOverOutcome.Taken), (outcomes[messages[3].Id], outcomes[messages[0].Id]));
        Assert.Equal(messages.Select(message => message.Id).ToHashSet(), (await channel.FindTakenAsync(Campaign, Part(channel), default))!);
        Assert.Equal(4, (await ArrivedAsync()).Count);
        Assert.Equal($"{Part(channel).Name}-2", (await _world.Shelf.FindAsync(Campaign.Id, Wave, $"{Part(channel).Name}-2", default))!.Part);
    }

    /// <summary>An acknowledged batch was taken all the same.</summary>
    [Fact]
    [Trait("threat", "56")]
    public async Task FindTaken_AfterTheBatchIsDestroyed_IsTheSame()
    {
        IOutreachChannel channel = await CreateAsync();
        IReadOnlyList<OutgoingMessage> messages = Messages(channel);
        await channel.HandOverAsync(Campaign, Part(channel), messages, default);
        BatchRecord batch = (await _world.Shelf.FindAsync(Campaign.Id, Wave, Part(channel).Name, default))!;

        await _world.Shelf.DestroyAsync(batch, BatchEnd.Acknowledged, "system", default);

        Assert.Equal(messages.Count, (await channel.FindTakenAsync(Campaign, Part(channel), default))!.Count);
        Assert.Empty(_world.Blobs.Contents);
    }

    protected override Task<IOutreachChannel> CreateAsync() => Task.FromResult<IOutreachChannel>(_world.Channel(Kind));

    /// <summary>What the dispatcher reads in the files that records name.</summary>
    protected override async Task<IReadOnlyList<MessageId>> ArrivedAsync()
    {
        List<MessageId> arrived = [];
        await foreach (BatchRecord batch in _world.Records.ListAsync(Campaign.Id, Wave, "", default))
        {
            string csv = _world.Open(_world.Blobs.Contents[batch.Blob]);
            arrived.AddRange(batch.Messages.Where(message => csv.Contains($"\n{message.Value},", StringComparison.Ordinal)));
        }

        return arrived;
    }

    protected override Task BreakAsync()
    {
        _blobs.IsAway = true;
        return Task.CompletedTask;
    }

    private sealed class BreakableBlobs : ISealedBlobStore
    {
        public ISealedBlobStore Inner { get; set; } = null!;

        public bool IsAway { get; set; }

        public Task UploadAsync(string name, ReadOnlyMemory<byte> ciphertext, CancellationToken cancellationToken) => IsAway
            ? throw new TransientDependencyException("Blob storage did not answer.")
            : Inner.UploadAsync(name, ciphertext, cancellationToken);

        public Task<Obstacle?> DestroyAsync(string name, CancellationToken cancellationToken) => Inner.DestroyAsync(name, cancellationToken);

        public Task<bool> ExistsAsync(string name, CancellationToken cancellationToken) => Inner.ExistsAsync(name, cancellationToken);

        public Task<Uri> MintReadAddressAsync(string name, TimeSpan life, DateTimeOffset notAfter, CancellationToken cancellationToken) =>
            Inner.MintReadAddressAsync(name, life, notAfter, cancellationToken);

        public IAsyncEnumerable<SealedBlob> ListAsync(string prefix, CancellationToken cancellationToken) => Inner.ListAsync(prefix, cancellationToken);
    }
}
