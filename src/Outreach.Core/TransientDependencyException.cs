namespace Outreach.Core;

/// <summary>A store, vault or remote system did not answer this time; the same call may succeed later. The only exception that is retried.</summary>
/// <remarks>The message names the dependency and the status, never the data of the call.</remarks>
public sealed class TransientDependencyException : Exception
{
    public TransientDependencyException()
    {
    }

    public TransientDependencyException(string message)
        : base(message)
    {
    }

    public TransientDependencyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>How long the dependency asked to be left alone, if it said.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether it is known that nothing was taken: the other side said so, or was never reached. Then the same may be handed over again.</summary>
    public bool NothingTaken { get; init; }
}
