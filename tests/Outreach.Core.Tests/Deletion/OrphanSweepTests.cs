using Microsoft.Extensions.Time.Testing;
using Outreach.Core.Deletion;
using Outreach.Core.Lists;
using Outreach.Testing.Campaigns;
using Outreach.Testing.Lists;
using Xunit;

namespace Outreach.Core.Tests.Deletion;

public sealed class OrphanSweepTests
{
    /// <summary>The timer's schedule is a setting: which ciphertexts are looked at must not hang on it.</summary>
    [Theory]
    [InlineData(5, false, 16)]
    [InlineData(60, false, 16)]
    [InlineData(24 * 60, false, 16)]
    [InlineData(5, true, 32)]
    [InlineData(60, true, 250)]
    [InlineData(24 * 60, true, 100)]
    [Trait("threat", "31")]
    public async Task Run_AtAnyRhythm_RemovesOrphansOfEveryName(int minutes, bool processEachTime, int runs)
    {
        var time = new FakeTimeProvider(SampleCampaign.Opens);
        var lists = new InMemoryListStore();
        var blobs = new InMemorySealedBlobStore(time);
        for (int first = 0; first < 16; first++)
        {
            await blobs.UploadAsync($"{first:x}{ListId.Create().Value[1..]}/attempt", new byte[1], default);
        }

        time.Advance(OrphanSweep.Grace);
        var sweep = new OrphanSweep(lists, blobs);
        for (int run = 0; run < runs; run++)
        {
            await sweep.RunAsync(time.GetUtcNow(), default);
            time.Advance(TimeSpan.FromMinutes(minutes));
            sweep = processEachTime ? new OrphanSweep(lists, blobs) : sweep;
        }

        Assert.Empty(blobs.Contents);
    }
}
