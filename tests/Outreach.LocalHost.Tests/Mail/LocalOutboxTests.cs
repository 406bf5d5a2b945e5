using Outreach.Core.Mail;
using Outreach.LocalHost.Mail;
using Outreach.Testing.Mail;
using Xunit;

namespace Outreach.LocalHost.Tests.Mail;

public sealed class LocalOutboxTests : MailSenderContract, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("outreach-outbox-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Read_NothingWasSent_IsEmpty() => Assert.Empty(await Open().ReadAsync(default));

    [Fact]
    public async Task Read_AfterARestart_FindsWhatWasSentBeforeAndNothingHalfWritten()
    {
        await Open().SendAsync(SampleMail.Message(), default);
        await File.WriteAllTextAsync(Path.Combine(_folder, "outbox", "0000000000000000001-half"), "{");

        Assert.Single(await Open().ReadAsync(default));
    }

    [Fact]
    [Trait("threat", "19")]
    public async Task Send_Mail_IsReadableByItsOwnerAlone()
    {
        await Open().SendAsync(SampleMail.Message(), default);

        if (!OperatingSystem.IsWindows())
        {
            string file = Assert.Single(Directory.GetFiles(Path.Combine(_folder, "outbox")));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(_folder, "outbox")));
        }
    }

    [Fact]
    public async Task Send_MoreThanAreKept_LetsTheOldestGo()
    {
        LocalOutbox outbox = Open();
        for (int i = 0; i < LocalOutbox.Most + 3; i++)
        {
            await outbox.SendAsync(SampleMail.Message(), default);
        }

        Assert.Equal(LocalOutbox.Most, (await outbox.ReadAsync(default)).Count);
        Assert.Equal(LocalOutbox.Most, Directory.GetFiles(Path.Combine(_folder, "outbox")).Length);
    }

    protected override Task<IMailSender> CreateAsync() => Task.FromResult<IMailSender>(Open());

    protected override async Task<IReadOnlyList<ReceivedMail>> ReceivedAsync() =>
        [.. (await Open().ReadAsync(default)).Reverse().Select(mail => new ReceivedMail(mail.To, mail.Subject, mail.Body))];

    private LocalOutbox Open() => new(Path.Combine(_folder, "outbox"), TimeProvider.System);
}
