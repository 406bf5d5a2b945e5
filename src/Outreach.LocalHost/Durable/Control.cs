namespace Outreach.LocalHost.Durable;

/// <summary>What an instance was told about its running: the last word counts.</summary>
/// <param name="WasSuspended">Whether it was suspended before.</param>
/// <param name="Suspended">Whether it is now.</param>
/// <param name="Terminate">The termination, if there is one.</param>
internal sealed record Control(bool WasSuspended, bool Suspended, Message? Terminate)
{
    public static Control Of(bool wasSuspended, IReadOnlyList<Message> inbox)
    {
        Message? last = inbox.LastOrDefault(message => message.Type is MessageType.Suspend or MessageType.Resume);
        Message? terminate = inbox.FirstOrDefault(message => message.Type == MessageType.Terminate);
        bool suspended = terminate is null && (last is null ? wasSuspended : last.Type == MessageType.Suspend);
        return new Control(wasSuspended, suspended, terminate);
    }

    public static bool IsControl(Message message) => message.Type is MessageType.Suspend or MessageType.Resume or MessageType.Terminate;
}
