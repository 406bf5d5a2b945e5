using Outreach.Core.Audit;
using Outreach.LocalHost.Audit;
using Outreach.LocalHost.Settings;
using Outreach.Testing;
using Outreach.Testing.Audit;
using Xunit;

namespace Outreach.LocalHost.Tests.Audit;

public sealed class LocalCheckpointKeysTests : CheckpointKeysContract
{
    private readonly LocalFolder _folder = LocalFolders.Empty();

    [Fact]
    public async Task GetKeyId_AfterARestart_IsTheSame()
    {
        string first = await Create().Signer.GetKeyIdAsync(default);
        await Create().Signer.SignAsync(first, [1], default);

        Assert.Equal(first, await Create().Signer.GetKeyIdAsync(default));
    }

    [Fact]
    [Trait("threat", "19")]
    public async Task Sign_Key_IsReadableByItsOwnerAlone()
    {
        (ICheckpointSigner signer, _) = Create();
        await signer.SignAsync(await signer.GetKeyIdAsync(default), [1], default);

        string file = Assert.Single(Directory.GetFiles(_folder.Keys, "*.pem", SearchOption.AllDirectories));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    protected override (ICheckpointSigner Signer, ICheckpointKeys Keys) Create()
    {
        var keys = new LocalCheckpointKeys(_folder);
        return (keys, keys);
    }

    protected override (ICheckpointSigner Signer, ICheckpointKeys Keys) Rotate()
    {
        new LocalCheckpointKeys(_folder).Rotate();
        return Create();
    }
}
