using System.Text;
using Outreach.Core;
using Outreach.Core.Register.Import;
using Outreach.Core.Register.Runs;
using Xunit;

namespace Outreach.Testing.Register.Runs;

/// <summary>What every <see cref="IImportBlobs"/> promises.</summary>
public abstract class ImportBlobsContract
{
    private readonly string _folder = $"c{RandomId.Create()[..12]}/";

    protected abstract Task<IImportBlobs> CreateAsync();

    [Theory]
    [InlineData(ImportPlace.Landing)]
    [InlineData(ImportPlace.Posted)]
    [InlineData(ImportPlace.Parts)]
    [InlineData(ImportPlace.Rejected)]
    public async Task Put_ThenOpen_IsAsWrittenAndTheLaterOneCounts(ImportPlace place)
    {
        IImportBlobs blobs = await CreateAsync();
        string name = _folder + "a";

        await blobs.PutAsync(place, name, "one"u8.ToArray(), default);
        string version = (await ListAsync(blobs, place)).Single().Version;
        await blobs.PutAsync(place, name, "two!"u8.ToArray(), default);

        ImportBlob found = Assert.Single(await ListAsync(blobs, place));
        Assert.Equal((name, 4L), (found.Name, found.Length));
        Assert.NotEqual(version, found.Version);
        Assert.Equal("two!", await ReadAsync(blobs, place, name, ""));
        Assert.Equal("two!", await ReadAsync(blobs, place, name, found.Version));
        await Assert.ThrowsAsync<ExtractChangedException>(() => ReadAsync(blobs, place, name, version));
    }

    [Fact]
    public async Task Open_NotThere_IsNull() => Assert.Null(await (await CreateAsync()).OpenAsync(ImportPlace.Parts, _folder + "none", "", default));

    [Fact]
    public async Task Write_InPieces_IsThereOnceItIsCompleted()
    {
        IImportBlobs blobs = await CreateAsync();
        IImportBlobWriter file = blobs.Create(ImportPlace.Parts, _folder + "b");
        string piece = new('x', 300_000);

        await file.AppendAsync(Encoding.ASCII.GetBytes(piece), default);
        await file.AppendAsync("y"u8.ToArray(), default);

        Assert.Null(await blobs.OpenAsync(ImportPlace.Parts, _folder + "b", "", default));
        await file.CompleteAsync(default);
        Assert.Equal(piece + "y", await ReadAsync(blobs, ImportPlace.Parts, _folder + "b", ""));
    }

    [Fact]
    public async Task Write_Nothing_IsAnEmptyFile()
    {
        IImportBlobs blobs = await CreateAsync();

        await blobs.Create(ImportPlace.Rejected, _folder + "e").CompleteAsync(default);

        Assert.Equal("", await ReadAsync(blobs, ImportPlace.Rejected, _folder + "e", ""));
    }

    [Fact]
    [Trait("threat", "33")]
    public async Task Write_TheSameTwiceAtOnce_IsTheSameAsOnce()
    {
        IImportBlobs blobs = await CreateAsync();
        IImportBlobWriter[] files = [blobs.Create(ImportPlace.Parts, _folder + "w"), blobs.Create(ImportPlace.Parts, _folder + "w")];

        foreach (IImportBlobWriter file in files)
        {
            await file.AppendAsync("one"u8.ToArray(), default);
        }

        await files[0].AppendAsync("two"u8.ToArray(), default);
        await files[0].CompleteAsync(default);
        await files[1].AppendAsync("two"u8.ToArray(), default);
        await files[1].CompleteAsync(default);

        Assert.Equal("onetwo", await ReadAsync(blobs, ImportPlace.Parts, _folder + "w", ""));
    }

    [Fact]
    public async Task List_ByPrefix_IsInTheOrderOfNames()
    {
        IImportBlobs blobs = await CreateAsync();
        foreach (string name in new[] { "p/00010", "p/00002", "q", "p/00001" })
        {
            await blobs.PutAsync(ImportPlace.Posted, _folder + name, "x"u8.ToArray(), default);
        }

        List<ImportBlob> found = await blobs.ListAsync(ImportPlace.Posted, _folder + "p/", unfinished: false, default).ToListAsync();

        Assert.Equal([_folder + "p/00001", _folder + "p/00002", _folder + "p/00010"], found.Select(blob => blob.Name));
    }

    [Fact]
    [Trait("threat", "32")]
    public async Task Destroy_WrittenOrNeverCompletedOrGone_LeavesNothing()
    {
        IImportBlobs blobs = await CreateAsync();
        await blobs.PutAsync(ImportPlace.Parts, _folder + "whole", "x"u8.ToArray(), default);
        await blobs.Create(ImportPlace.Parts, _folder + "half").AppendAsync("x"u8.ToArray(), default);

        foreach (string name in new[] { "whole", "half", "never", "whole" })
        {
            Assert.Null(await blobs.DestroyAsync(ImportPlace.Parts, _folder + name, default));
        }

        Assert.Empty(await ListAsync(blobs, ImportPlace.Parts));
    }

    /// <summary>Extracts are named by whoever lands them: one name may begin another.</summary>
    [Fact]
    [Trait("threat", "32")]
    public async Task Destroy_NameThatBeginsOthers_IsProvenGoneAndLeavesThemAlone()
    {
        IImportBlobs blobs = await CreateAsync();
        foreach (string name in new[] { "daily", "daily-2", "daily.csv" })
        {
            await blobs.PutAsync(ImportPlace.Landing, _folder + name, "x"u8.ToArray(), default);
        }

        Assert.Null(await blobs.DestroyAsync(ImportPlace.Landing, _folder + "daily", default));

        Assert.Equal([_folder + "daily-2", _folder + "daily.csv"], (await ListAsync(blobs, ImportPlace.Landing)).Select(blob => blob.Name));
    }

    private async Task<List<ImportBlob>> ListAsync(IImportBlobs blobs, ImportPlace place) => await blobs.ListAsync(place, _folder, unfinished: true, default).ToListAsync();

    private static async Task<string> ReadAsync(IImportBlobs blobs, ImportPlace place, string name, string version)
    {
        using StreamReader reader = new((await blobs.OpenAsync(place, name, version, default))!);
        return await reader.ReadToEndAsync();
    }
}
