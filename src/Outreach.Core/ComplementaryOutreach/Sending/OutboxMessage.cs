using Outreach.Core.Register;

namespace Outreach.Core.ComplementaryOutreach.Sending;

/// <summary>How far a message is. Names are a stored format.</summary>
public enum OutboxState
{
    /// <summary>Its person is claimed; nobody has been asked to send it.</summary>
    Planned,

    /// <summary>A part with it is being handed over, or was when somebody was killed: the channel alone knows.</summary>
    Attempting,

    HandedOver,

    /// <summary>The channel refuses the address for good.</summary>
    Refused,

    /// <summary>The channel broke off and cannot say whether it has the message: never again.</summary>
    Uncertain,

    /// <summary>Not sent; its person is free again.</summary>
    Withheld,
}

/// <summary>What a dispatcher says of a message afterwards. Names are a stored format.</summary>
public enum DeliveryState
{
    Delivered,
    Undelivered,
}

/// <summary>The one message of a wave to one person, however often the person is met; its row is never written over by another (threat 56).</summary>
/// <param name="Person">Sealed where it is stored.</param>
/// <param name="Shard">Where the person was met first.</param>
/// <param name="Generation">Of the import that was read then.</param>
public sealed record OutboxMessage(
    MessageId Id, PatientRef Person, WaveShard Shard, int Page, int Generation, OutreachChannel Channel, OutboxState State = OutboxState.Planned)
{
    /// <summary>Of the part it is, or was last, handed over with; null before.</summary>
    public int? Part { get; init; }

    /// <summary>When it came to its state.</summary>
    public DateTimeOffset At { get; init; }

    public DeliveryState? Delivery { get; init; }

    /// <summary>Whether nothing can become of it any more.</summary>
    public bool IsOver => State is not (OutboxState.Planned or OutboxState.Attempting);

    /// <summary>What it was handed over with.</summary>
    public WavePart? PartOf(WaveId wave) => Part is { } number ? new WavePart(wave, Shard, Page, Channel, number) : null;

    /// <summary>The message in its next state.</summary>
    /// <exception cref="InvalidOperationException">There is no such move: the caller is wrong.</exception>
    public OutboxMessage Next(OutboxState next, DateTimeOffset now) => (State, next) switch
    {
        (OutboxState.Planned, OutboxState.Attempting or OutboxState.Withheld) => this with { State = next, At = now },
        (OutboxState.Attempting, not OutboxState.Attempting) => this with { State = next, At = now },
        _ => throw new InvalidOperationException($"A message that is {State} does not become {next}."),
    };

    public override string ToString() => $"message {Id}";
}
