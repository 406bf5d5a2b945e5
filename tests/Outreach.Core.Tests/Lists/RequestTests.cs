using System.Security.Cryptography;
using Outreach.Core.Campaigns;
using Outreach.Core.Lists;
using Outreach.Core.Register;
using Outreach.Testing.Faults;
using Xunit;

namespace Outreach.Core.Tests.Lists;

public sealed class RequestTests
{
    [Fact]
    public async Task Request_SameDoctorAndKey_IsOneRequest()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();

        ListRequest[] requests = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => world.AskAsync())));

        Assert.Single(requests.Select(request => request.Id).Distinct());
    }

    [Fact]
    public async Task Request_KilledAfterEveryStep_IsTheSameRequestWhenAskedAgain()
    {
        for (int step = 1; step <= 12; step++)
        {
            using ListsWorld world = await ListsWorld.CreateAsync();
            world.Restart();
            world.Faults.KillAfter(step);
            try
            {
                await world.AskAsync();
            }
            catch (KilledException)
            {
                // The answer was lost.
            }

            world.Restart();
            ListRequest again = await world.AskAsync();
            Assert.Equal(1, (await world.Requests.FindDoctorAsync(world.Campaign.Id, again.Practitioner, default))?.Value.Count);
            Assert.Equal(again.Id, (await world.AskAsync()).Id);
        }
    }

    [Fact]
    public async Task Request_KeyAndAnswerLost_IsRefusedUnderAnotherKeyAndSaysWhatToDelete()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        await world.ReadyAsync();
        using var other = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

        Failure? refused = (await world.Request.RunAsync(world.Campaign.Id.Value, ListsWorld.Doctor(), world.Body(other), default)).Failure;

        Assert.Equal("lists.already-requested", refused?.Code);
        Result<ListRequestStatus> found = await world.Get.RunAsync(refused!.RequestId!, ListsWorld.Doctor(), default);
        string list = Assert.IsType<ListRequestStatus.Ready>(found.Value).Manifest.ListId;
        Assert.True((await world.Delete.RunAsync(list, ListsWorld.Doctor(), default)).Succeeded);
        Assert.True((await world.Request.RunAsync(world.Campaign.Id.Value, ListsWorld.Doctor(), world.Body(other), default)).Succeeded);
    }

    [Fact]
    public async Task Request_BeyondTheCampaignsNumber_IsRefused_AndAFailedPreparationIsGivenBack()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        await world.ReplaceCampaignAsync(campaign => campaign with { Policy = new CampaignPolicy { RequestsPerDoctor = 2 } });
        ListRequest failed = await world.AskAsync();
        await world.Destroy.RunAsync(failed, EndReason.PreparationFailed, "system", default);
        Assert.Equal("lists.preparation-failed", (await world.Get.RunAsync(failed.Id.Value, ListsWorld.Doctor(), default)).Failure?.Code);

        for (int i = 0; i < 2; i++)
        {
            ListRequest request = await world.ReadyAsync();
            await world.Delete.RunAsync(request.List.Value, ListsWorld.Doctor(), default);
        }

        Result<ListRequest> third = await world.Request.RunAsync(world.Campaign.Id.Value, ListsWorld.Doctor(), world.Body(), default);
        Assert.Equal("lists.requests-used-up", third.Failure?.Code);
    }

    [Theory]
    [InlineData(null, "lists.necessity-missing")]
    [InlineData("", "lists.necessity-missing")]
    [InlineData("because", "lists.necessity-not-accepted")]
    public async Task Request_NecessityNotStatedOrNotAccepted_IsRefused(string? code, string failure)
    {
        using ListsWorld world = await ListsWorld.CreateAsync();

        Result<ListRequest> refused = await world.Request.RunAsync(world.Campaign.Id.Value, ListsWorld.Doctor(), world.Body(necessity: code), default);

        Assert.Equal(failure, refused.Failure?.Code);
    }

    [Theory]
    [InlineData(-1, "campaigns.not-open")]
    [InlineData(0, null)]
    public async Task Request_OneTickEitherSideOfTheCampaignsStart_IsAcceptedFromTheStartOn(long ticks, string? code)
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        DateTimeOffset opens = world.Time.GetUtcNow().AddDays(1);
        await world.ReplaceCampaignAsync(campaign => campaign with { OpensAt = opens });
        world.Time.SetUtcNow(opens.AddTicks(ticks));

        Assert.Equal(code, (await world.Request.RunAsync(world.Campaign.Id.Value, ListsWorld.Doctor(), world.Body(), default)).Failure?.Code);
    }

    [Fact]
    public async Task Request_Comment_IsStoredSealedOnly()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();

        ListRequest request = (await world.Request.RunAsync(
            world.Campaign.Id.Value, ListsWorld.Doctor(), world.Body(comment: "Mme CANARI voudrait en parler"), default)).Value!;

        Assert.NotEmpty(request.SealedComment);
        Assert.DoesNotContain("CANARI", request.SealedComment, StringComparison.Ordinal);
        await world.Destroy.RunAsync(request, EndReason.Deleted, "system", default);
        ListRequest after = (await world.Requests.FindAsync(request.Id, default))!;
        Assert.Equal(("", ""), (after.SealedComment, after.DeliveryKey));
    }

    [Fact]
    [Trait("threat", "54")]
    public async Task Build_JointPatients_AreOnOneDoctorsListOnly()
    {
        using ListsWorld world = await ListsWorld.CreateAsync(patients: 200, joint: 0.5);
        ListRequest[] requests = [await world.AskAsync(), await world.AskAsync(doctor: 1)];

        await Task.WhenAll(requests.Select(request => Task.Run(() => world.Build.RunAsync(request.Id, default))));

        int[] rows = [.. (await Task.WhenAll(requests.Select(request => world.Lists.FindAsync(request.List, default)))).Select(record => record!.Value.Rows)];
        HashSet<PatientRef> eligible = [];
        foreach (ListRequest request in requests)
        {
            await foreach (RegisterEntry entry in world.Register.ReadPatientsAsync(world.Campaign.Id, world.Secret, request.Practitioner, default))
            {
                if (entry.IsEligible)
                {
                    eligible.Add(entry.Ref);
                }
            }
        }

        Assert.Equal(eligible.Count, rows.Sum());
    }
}
