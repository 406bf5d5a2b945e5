using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace Outreach.Testing.Durable;

/// <summary>Stands between an engine and its tables, below the SDK and its retries: something else happens to one chosen request.</summary>
public sealed class TableTap() : DelegatingHandler(new SocketsHttpHandler())
{
    private Trap? _trap;

    /// <summary>For the tables that are to be reached this way; whatever fails is tried again soon.</summary>
    public TableClientOptions Options => new()
    {
        Transport = new HttpClientTransport(this),
        Retry = { Delay = TimeSpan.FromMilliseconds(50), MaxDelay = TimeSpan.FromMilliseconds(50), MaxRetries = 3 },
    };

    /// <summary>What happens to the next request of a kind. Completes when it was made.</summary>
    public Task Next(Func<TableCall, bool> kind, Func<TableCall, Task<HttpResponseMessage>> happens)
    {
        var trap = new Trap(kind, happens, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _trap = trap;
        return trap.Sprung.Task;
    }

    /// <summary>The next request of a kind takes effect, and its answer is lost.</summary>
    public Task LoseAnswer(Func<TableCall, bool> kind) => Next(kind, async call =>
    {
        (await call.SendAsync()).Dispose();
        throw new HttpRequestException("The answer was lost.");
    });

    /// <summary>The caller of the next request of a kind calls it off when it is on its way; that does not keep it from taking effect, a moment later.</summary>
    public Task CallOff(Func<TableCall, bool> kind, CancellationTokenSource caller) => Next(kind, async call =>
    {
        await caller.CancelAsync();
        if (call.Cancellation.IsCancellationRequested)
        {
            _ = SendLaterAsync(Copy(call));
            throw new OperationCanceledException(call.Cancellation);
        }

        return await call.SendAsync();
    });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var call = new TableCall(request, body, () => base.SendAsync(request, cancellationToken), cancellationToken);
        if (_trap is not { } trap || !trap.Kind(call) || Interlocked.CompareExchange(ref _trap, null, trap) != trap)
        {
            return await call.SendAsync();
        }

        trap.Sprung.SetResult();
        return await trap.Happens(call);
    }

    private static HttpRequestMessage Copy(TableCall call)
    {
        var copy = new HttpRequestMessage(call.Request.Method, call.Request.RequestUri) { Content = new StringContent(call.Body) };
        copy.Content.Headers.ContentType = call.Request.Content?.Headers.ContentType;
        foreach ((string name, IEnumerable<string> values) in call.Request.Headers)
        {
            copy.Headers.TryAddWithoutValidation(name, values);
        }

        return copy;
    }

    private async Task SendLaterAsync(HttpRequestMessage request)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System);
        (await base.SendAsync(request, CancellationToken.None)).Dispose();
    }

    private sealed record Trap(Func<TableCall, bool> Kind, Func<TableCall, Task<HttpResponseMessage>> Happens, TaskCompletionSource Sprung);
}

/// <summary>One attempt at a call to a table.</summary>
public sealed record TableCall(HttpRequestMessage Request, string Body, Func<Task<HttpResponseMessage>> SendAsync, CancellationToken Cancellation)
{
    private string Method => Request.Method.Method;

    private string Address => Uri.UnescapeDataString(Request.RequestUri!.PathAndQuery);

    /// <summary>Whether it is a transaction whose text holds this.</summary>
    public bool IsTransactionOf(string text) => Address.Contains("$batch", StringComparison.Ordinal) && Body.Contains(text, StringComparison.Ordinal);

    /// <summary>Whether it writes one row alone, of that key.</summary>
    public bool IsUpdateOf(string rowKey) => Method == "PUT" && Address.Contains($"RowKey='{rowKey}", StringComparison.Ordinal);

    /// <summary>Whether it adds one row alone to the instances.</summary>
    public bool IsStart => Method == "POST" && Address.Contains("Instances?", StringComparison.Ordinal);

    /// <summary>Whether it reads one state.</summary>
    public bool IsLookFor(string instanceId) => Method == "GET" && Address.Contains($"PartitionKey='{instanceId}',RowKey='i'", StringComparison.Ordinal);
}
