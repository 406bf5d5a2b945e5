using System.Net;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Outreach.Adapters.Storage;
using Outreach.Testing.Faults;

namespace Outreach.Adapters.Tests.Deletion;

/// <summary>What happens to a call that writes.</summary>
internal enum StorageFault
{
    None,

    /// <summary>It takes effect and the process is gone before it hears of it; so is everything after it.</summary>
    Killed,

    /// <summary>It takes effect and its answer is lost; the SDK makes it again.</summary>
    AnswerLost,

    /// <summary>From here on storage answers 503, whatever it is asked, until the process is started again.</summary>
    Down,

    /// <summary>It takes no effect: another write came first. The next one may.</summary>
    RaceLost,
}

/// <summary>Stands between one process and all its accounts, below the SDK: counts calls that write, and lets something happen at a chosen one.</summary>
internal sealed class FaultyStorage() : DelegatingHandler(new SocketsHttpHandler())
{
    private StorageFault _fault;
    private int _at;
    private int _writes;
    private int _calls;
    private int _meanwhileAt;
    private Func<Task>? _meanwhile;
    private bool _struck;

    /// <summary>Calls of every kind.</summary>
    public int Calls => _calls;

    /// <summary>Calls that wrote, since <see cref="Arm"/>.</summary>
    public int Writes => _writes;

    public void Arm(StorageFault fault, int write)
    {
        (_fault, _at, _struck) = (fault, write, false);
        Volatile.Write(ref _writes, 0);
    }

    /// <summary>Something else happens, to its end, after the write of this number took effect and before its answer is known.</summary>
    public void Meanwhile(int write, Func<Task> other) => (_meanwhileAt, _meanwhile) = (write, other);

    public OutreachStorage Open(string connectionString)
    {
        var transport = new HttpClientTransport(this);
        var blobs = new BlobServiceClient(connectionString, Hasty(new BlobClientOptions { Transport = transport }));
        return new OutreachStorage(new TableServiceClient(connectionString, Hasty(new TableClientOptions { Transport = transport })), blobs, blobs);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        if (_struck && _fault == StorageFault.Killed)
        {
            throw new KilledException();
        }

        bool writes = request.Method != HttpMethod.Get && request.Method != HttpMethod.Head;
        int write = writes ? Interlocked.Increment(ref _writes) : 0;
        bool now = writes && write == _at && !_struck;
        if (_fault == StorageFault.Down && (now || _struck))
        {
            _struck = true;
            return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { RequestMessage = request, Content = new ByteArrayContent([]) };
        }

        if (_fault == StorageFault.RaceLost && now)
        {
            _struck = true;
            return new HttpResponseMessage(HttpStatusCode.PreconditionFailed) { RequestMessage = request, Content = new ByteArrayContent([]) };
        }

        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        if (writes && write == _meanwhileAt && _meanwhile is { } other)
        {
            await other();
        }

        if (!now || _fault == StorageFault.None)
        {
            return response;
        }

        _struck = true;
        response.Dispose();
        throw _fault == StorageFault.Killed ? new KilledException() : new HttpRequestException("The answer was lost.");
    }

    private static T Hasty<T>(T options)
        where T : ClientOptions
    {
        options.Retry.Mode = RetryMode.Fixed;
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.Retry.MaxRetries = 2;
        return options;
    }
}
