namespace Azure.Security.KeyVault.Keys;

public class DeleteKeyOperation : Operation<DeletedKey>
{
    protected DeleteKeyOperation()
    {
    }

    public override string Id => throw Standin.Exception;

    public override DeletedKey Value => throw Standin.Exception;

    public override bool HasCompleted => throw Standin.Exception;

    public override bool HasValue => throw Standin.Exception;

    public override Response GetRawResponse() => throw Standin.Exception;

    public override Response UpdateStatus(CancellationToken cancellationToken = default) => throw Standin.Exception;

    public override ValueTask<Response> UpdateStatusAsync(CancellationToken cancellationToken = default) => throw Standin.Exception;

    public override ValueTask<Response<DeletedKey>> WaitForCompletionAsync(CancellationToken cancellationToken = default) =>
        throw Standin.Exception;

    public override ValueTask<Response<DeletedKey>> WaitForCompletionAsync(TimeSpan pollingInterval, CancellationToken cancellationToken) =>
        throw Standin.Exception;
}
