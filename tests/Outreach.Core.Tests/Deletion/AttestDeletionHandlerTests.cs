using Outreach.Core.Audit;
using Outreach.Core.Deletion;
using Outreach.Core.Lists;
using Outreach.Core.Tests.Lists;
using Xunit;

namespace Outreach.Core.Tests.Deletion;

/// <summary>A doctor attests, and gets a receipt that can be proved later.</summary>
public sealed class AttestDeletionHandlerTests : IDisposable
{
    private readonly AttestationBody _body = new(CopiesDeleted: true, Exports: "deleted", Prints: "none");
    private NoticeWorld _notices = null!;

    public void Dispose() => _notices?.Dispose();

    [Fact]
    public async Task Run_ListDestroyed_AnswersAReceiptWhoseHashesStandInTheTrail()
    {
        ListRequest request = await DestroyedAsync();

        DeletionReceipt receipt = (await RunAsync(request, _body)).Value!;

        AuditEntry[] trail = [.. _notices.World.Audit.Entries.Where(entry => entry.Stream == AuditStream.ForList(request.List)).Select(entry => entry.Entry)];
        Assert.Equal(("deletion.list-destroyed", receipt.AuditHash), (trail[receipt.AuditSequence - 1].Type, trail[receipt.AuditSequence - 1].Hash));
        AuditEntry attested = trail[receipt.Attestation!.AuditSequence - 1];
        Assert.Equal(("deletion.attested", receipt.Attestation.AuditHash), (attested.Type, attested.Hash));
        Assert.Equal(("Deleted", "None"), (attested.Data["exports"], attested.Data["prints"]));
        Assert.Equal(("deleted", "none"), (receipt.Attestation.Exports, receipt.Attestation.Prints));
        Assert.Equal(_notices.World.Time.GetUtcNow(), receipt.AttestedAt);
        Assert.Matches("^[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}$", receipt.Number);
        Assert.StartsWith(receipt.Number.Replace("-", "", StringComparison.Ordinal), receipt.ListId, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    [Trait("threat", "33")]
    public async Task Run_Again_IsTheSameReceiptWhateverIsSaidThen()
    {
        ListRequest request = await DestroyedAsync();
        DeletionReceipt first = (await RunAsync(request, _body)).Value!;
        _notices.World.Time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(first, (await RunAsync(request, _body)).Value);
        Assert.Equal(first, (await RunAsync(request, new AttestationBody(CopiesDeleted: true))).Value);
    }

    [Fact]
    public async Task Run_CopiesNotToldApart_IsEnough()
    {
        ListRequest request = await DestroyedAsync();

        DeletionReceipt receipt = (await RunAsync(request, new AttestationBody(CopiesDeleted: true))).Value!;

        Assert.NotNull(receipt.AttestedAt);
        Assert.Equal((null, null), (receipt.Attestation!.Exports, receipt.Attestation.Prints));
    }

    [Theory]
    [InlineData(null, null, null, "deletion.not-attested")]
    [InlineData(false, "deleted", "none", "deletion.not-attested")]
    [InlineData(true, "Deleted", null, "deletion.copies-unknown")]
    [InlineData(true, "", null, "deletion.copies-unknown")]
    [InlineData(true, "deleted", "some are left", "deletion.copies-unknown")]
    public async Task Run_NotAsDocumented_AttestsNothing(bool? deleted, string? exports, string? prints, string code)
    {
        ListRequest request = await DestroyedAsync();

        Result<DeletionReceipt> refused = await RunAsync(request, new AttestationBody(deleted, exports, prints));

        Assert.Equal(code, refused.Failure?.Code);
        Assert.Null((await _notices.World.Lists.FindAsync(request.List, default))!.Value.AttestedAt);
        Assert.DoesNotContain(_notices.World.Audit.Entries, entry => entry.Entry.Type == "deletion.attested");
    }

    [Fact]
    public async Task Run_ListStillThere_IsRefused()
    {
        _notices = await NoticeWorld.CreateAsync();

        Assert.Equal("deletion.list-still-there", (await RunAsync(await _notices.OpenedAsync(), _body)).Failure?.Code);
    }

    private async Task<ListRequest> DestroyedAsync()
    {
        _notices = await NoticeWorld.CreateAsync();
        ListRequest request = await _notices.OpenedAsync();
        await _notices.EndAsync(request);
        return request;
    }

    private Task<Result<DeletionReceipt>> RunAsync(ListRequest request, AttestationBody body) =>
        _notices.World.Attest.RunAsync(request.List.Value, ListsWorld.Doctor(), body, default);
}
