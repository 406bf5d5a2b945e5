using Outreach.Core.Lists;
using Xunit;

namespace Outreach.Testing.Lists;

/// <summary>What every <see cref="ISealedBlobStore"/> promises; addresses are tested where they can be fetched.</summary>
public abstract class SealedBlobStoreContract
{
    protected abstract Task<ISealedBlobStore> CreateAsync();

    [Fact]
    public async Task Upload_SameNameTwice_IsRefused()
    {
        ISealedBlobStore store = await CreateAsync();
        string name = Name();
        await store.UploadAsync(name, new byte[] { 1 }, default);

        await Assert.ThrowsAnyAsync<Exception>(() => store.UploadAsync(name, new byte[] { 2 }, default));
    }

    [Fact]
    public async Task List_ByPrefix_FindsNameListAndAge()
    {
        ISealedBlobStore store = await CreateAsync();
        string name = Name();
        await store.UploadAsync(name, new byte[] { 1 }, default);

        SealedBlob found = Assert.Single(await ToListAsync(store.ListAsync(name[..32], default)));

        Assert.Equal(name, found.Name);
        Assert.Equal(name[..32], found.List?.Value);
        Assert.NotEqual(DateTimeOffset.MaxValue, found.CreatedAt);
    }

    [Fact]
    public async Task List_Several_GivesThemInTheOrderOfTheirNames()
    {
        ISealedBlobStore store = await CreateAsync();
        string[] names = [.. Enumerable.Range(0, 20).Select(_ => Name())];
        foreach (string name in names)
        {
            await store.UploadAsync(name, new byte[] { 1 }, default);
        }

        List<string> found = [.. (await ToListAsync(store.ListAsync("", default))).Select(blob => blob.Name)];

        Assert.Equal(found.Order(StringComparer.Ordinal), found);
        Assert.Superset(names.ToHashSet(StringComparer.Ordinal), found.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    [Trait("threat", "32")]
    public async Task Destroy_Twice_LeavesNothing()
    {
        ISealedBlobStore store = await CreateAsync();
        string name = Name();
        await store.UploadAsync(name, new byte[] { 1 }, default);

        bool before = await store.ExistsAsync(name, default);
        Assert.Null(await store.DestroyAsync(name, default));
        Assert.Null(await store.DestroyAsync(name, default));

        Assert.Equal((true, false), (before, await store.ExistsAsync(name, default)));
        Assert.Empty(await ToListAsync(store.ListAsync(name[..32], default)));
    }

    private static string Name() => $"{ListId.Create()}/{Core.RandomId.Create()}";

    private static async Task<List<SealedBlob>> ToListAsync(IAsyncEnumerable<SealedBlob> blobs)
    {
        List<SealedBlob> all = [];
        await foreach (SealedBlob blob in blobs)
        {
            all.Add(blob);
        }

        return all;
    }
}
