using Outreach.Core.Access;
using Outreach.Core.Audit;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Messages;
using Outreach.Testing.ComplementaryOutreach;
using Xunit;

namespace Outreach.Core.Tests.ComplementaryOutreach.Messages;

public sealed class TemplateHandlersTests
{
    private readonly MessagesWorld _world = new();

    private string Campaign => _world.Campaign.Id.Value;

    [Fact]
    public async Task Create_Twice_IsOneDraftOfItsFirstAuthor()
    {
        WrittenTemplate first = await CreateAsync(Body());
        WrittenTemplate again = (await _world.Write().CreateAsync(Campaign, _world.Approver, Body(), default)).Value!;

        Assert.True(first.IsNew);
        Assert.False(again.IsNew);
        Assert.Empty(first.Report.Findings);
        Assert.Equal((1, TemplateState.Draft, _world.Actor(_world.Author)), (again.Report.Template.Version, again.Report.Template.State, again.Report.Template.Author));
        Assert.Single(_world.Audit.Entries);
    }

    [Fact]
    public async Task Create_OtherWordsUnderTheSameId_IsRefused()
    {
        await CreateAsync(Body());

        Assert.Equal("templates.other-exists", (await _world.Write().CreateAsync(Campaign, _world.Author, Body("Autre {{ link }}"), default)).Failure?.Code);
    }

    [Fact]
    public async Task Create_PressingWords_IsADraftWithFindings()
    {
        WrittenTemplate written = await CreateAsync(Body("Vous devez répondre : {{ link }}"));

        Assert.Contains(written.Report.Findings, finding => finding is { Code: "wording.must", Channel: "sms", Language: "fr", Line: 1, Column: 1 });
        Assert.Equal(written.Report.Findings, (await _world.Read().FindAsync(Campaign, "information", "1", default)).Value!.Findings);
    }

    [Theory]
    [InlineData("X", "templates.id-invalid")]
    [InlineData(null, "templates.id-invalid")]
    [InlineData("a123456789", "templates.id-invalid")]
    public async Task Create_BadId_IsRefused(string? id, string code) =>
        Assert.Equal(code, (await _world.Write().CreateAsync(Campaign, _world.Author, Body() with { Id = id }, default)).Failure?.Code);

    [Fact]
    public async Task Create_MissingOrLongTexts_AreRefusedByPath()
    {
        var text = new TemplateTextBody("", "a");

        Assert.Equal("templates.texts-missing", (await FailAsync(null))?.Code);
        Assert.Equal("templates.texts-missing", (await FailAsync(new TemplateTextsBody(null, null, null)))?.Code);
        Assert.Equal("$.texts.sms.en", (await FailAsync(new TemplateTextsBody(null, new ChannelTextsBody(text, null), null)))?.Field);
        Assert.Equal("$.texts.sms.fr", (await FailAsync(new TemplateTextsBody(null, new ChannelTextsBody(new TemplateTextBody("", " \r\n "), text), null)))?.Field);
        Assert.Equal("$.texts.letter.fr", (await FailAsync(new TemplateTextsBody(null, null, new ChannelTextsBody(new TemplateTextBody("", new string('a', 4_001)), text))))?.Field);
        Assert.Equal("$.texts.email.en", (await FailAsync(new TemplateTextsBody(new ChannelTextsBody(text, new TemplateTextBody(new string('a', 201), "a")), null, null)))?.Field);
        Assert.Empty(_world.Audit.Entries);
    }

    [Fact]
    public async Task AddVersion_OtherWords_IsTheNextAndTheSameAgainIsNone()
    {
        await CreateAsync(Body());

        WrittenTemplate second = (await _world.Write().AddVersionAsync(Campaign, "information", _world.Approver, Body("Autre {{ link }}") with { Id = null }, default)).Value!;
        WrittenTemplate again = (await _world.Write().AddVersionAsync(Campaign, "information", _world.Author, Body("Autre {{ link }}"), default)).Value!;

        Assert.Equal((2, true), (second.Report.Template.Version, second.IsNew));
        Assert.Equal((2, false), (again.Report.Template.Version, again.IsNew));
        Assert.Equal("templates.not-found", (await _world.Write().AddVersionAsync(Campaign, "other", _world.Author, Body() with { Id = null }, default)).Failure?.Code);
        Assert.Equal("templates.id-invalid", (await _world.Write().AddVersionAsync(Campaign, "other", _world.Author, Body(), default)).Failure?.Code);
    }

    [Fact]
    public async Task AddVersion_ManyAtOnce_EachHasANumberOfItsOwn()
    {
        await CreateAsync(Body());

        Result<WrittenTemplate>[] written = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() =>
            _world.Write().AddVersionAsync(Campaign, "information", _world.Author, Body($"Autre {i} {{{{ link }}}}"), default))));

        Assert.Equal([2, 3, 4, 5], written.Select(one => one.Value!.Report.Template.Version).Order());
    }

    [Fact]
    [Trait("threat", "28")]
    public async Task Approve_ByItsAuthor_IsRefusedAndByAnotherHolds()
    {
        await CreateAsync(Body());

        Assert.Equal("templates.own", (await ApproveAsync(_world.Author)).Failure?.Code);
        Assert.Equal(TemplateState.Draft, (await StoredAsync()).State);

        _world.Time.Advance(TimeSpan.FromHours(1));
        TemplateReport approved = (await ApproveAsync(_world.Approver)).Value!;
        TemplateReport again = (await ApproveAsync(_world.Approver)).Value!;

        Assert.Equal((TemplateState.Approved, _world.Actor(_world.Approver), _world.Time.GetUtcNow()), (approved.Template.State, approved.Template.Approver, approved.Template.ApprovedAt!.Value));
        Assert.Equal(approved.Template, again.Template with { Texts = approved.Template.Texts });
        Assert.Equal(["templates.written", "templates.approved"], _world.Audit.Entries.Select(entry => entry.Entry.Type));
    }

    [Fact]
    public async Task Approve_WithFindings_IsRefusedWithThem()
    {
        WrittenTemplate written = await CreateAsync(Body("Urgent : {{ link }}"));

        Failure refused = (await ApproveAsync(_world.Approver)).Failure!;

        Assert.Equal("templates.not-neutral", refused.Code);
        Assert.Equal(written.Report.Findings, refused.Findings);
        Assert.Equal(TemplateState.Draft, (await StoredAsync()).State);
    }

    /// <summary>The lists, title and settings of the moment count, not those of the day it was written.</summary>
    [Fact]
    public async Task Approve_TitleOrSettingChangedSince_IsCheckedAgain()
    {
        await CreateAsync(Body());
        Versioned<Campaign> stored = (await _world.Campaigns.FindAsync(_world.Campaign.Id, default))!;
        await _world.Campaigns.ReplaceAsync(stored.Value with { Title = "Dernière chance" }, stored.ETag, default);

        Assert.Equal("templates.not-neutral", (await ApproveAsync(_world.Approver)).Failure?.Code);
    }

    [Fact]
    [Trait("threat", "52")]
    public async Task Write_AuditFails_NothingIsKept()
    {
        _world.Audit.Fails = true;
        await Assert.ThrowsAsync<TransientDependencyException>(() => _world.Write().CreateAsync(Campaign, _world.Author, Body(), default));
        Assert.Empty((await _world.Read().ListAsync(Campaign, default)).Value!);

        _world.Audit.Fails = false;
        await CreateAsync(Body());
        _world.Audit.Fails = true;
        await Assert.ThrowsAsync<TransientDependencyException>(() => ApproveAsync(_world.Approver));

        Assert.Equal(TemplateState.Draft, (await StoredAsync()).State);
    }

    [Fact]
    [Trait("threat", "53")]
    public async Task Audit_OfEverything_HoldsCodesAndNumbersAlone()
    {
        await CreateAsync(Body());
        await ApproveAsync(_world.Approver);
        await _world.Decide().RetireAsync(Campaign, "information", "1", _world.Author, default);

        Assert.All(_world.Audit.Entries, entry =>
        {
            Assert.Equal(AuditStream.ForCampaign(_world.Campaign.Id), entry.Stream);
            Assert.Equal(
                [("campaign", Campaign), ("findings", "0"), ("template", "information"), ("version", "1")],
                entry.Entry.Data.Select(member => (member.Key, member.Value)).OrderBy(member => member.Key, StringComparer.Ordinal));
        });
        Assert.Equal(3, _world.Audit.Entries.Count);
    }

    [Fact]
    public async Task Retire_Approved_IsForGoodAndSafeToRepeat()
    {
        await CreateAsync(Body());
        await ApproveAsync(_world.Approver);

        Assert.Equal(TemplateState.Retired, (await RetireAsync()).Value!.Template.State);
        Assert.Equal(TemplateState.Retired, (await RetireAsync()).Value!.Template.State);
        Assert.Equal("templates.retired", (await ApproveAsync(_world.Approver)).Failure?.Code);
        Assert.Equal(3, _world.Audit.Entries.Count);
    }

    [Fact]
    public async Task Anything_AfterTheCampaignsEnd_WritesAndApprovesNothingMore()
    {
        await CreateAsync(Body());
        _world.Time.SetUtcNow(_world.Campaign.EndsAt);

        Assert.Equal("templates.campaign-over", (await _world.Write().CreateAsync(Campaign, _world.Author, Body(), default)).Failure?.Code);
        Assert.Equal("templates.campaign-over", (await ApproveAsync(_world.Approver)).Failure?.Code);
        Assert.True((await RetireAsync()).Succeeded);
        Assert.Single((await _world.Read().ListAsync(Campaign, default)).Value!);
    }

    [Theory]
    [InlineData("no-campaign", "information", "1", "campaigns.not-found")]
    [InlineData("A", "information", "1", "campaigns.not-found")]
    [InlineData("autumn-2026", "other", "1", "templates.not-found")]
    [InlineData("autumn-2026", "information", "2", "templates.not-found")]
    [InlineData("autumn-2026", "information", "01", "templates.not-found")]
    [InlineData("autumn-2026", "information", "-1", "templates.not-found")]
    [InlineData("autumn-2026", "information", "9999999999", "templates.not-found")]
    [InlineData("autumn-2026", "../information", "1", "templates.not-found")]
    public async Task Find_WhatIsNot_IsNotFound(string campaign, string template, string version, string code)
    {
        await CreateAsync(Body());

        Assert.Equal(code, (await _world.Read().FindAsync(campaign, template, version, default)).Failure?.Code);
        Assert.Equal(code, (await _world.Decide().ApproveAsync(campaign, template, version, _world.Approver, default)).Failure?.Code);
        Assert.Equal(code, (await _world.Decide().RetireAsync(campaign, template, version, _world.Author, default)).Failure?.Code);
        Assert.Equal(code, (await _world.Preview().RunAsync(campaign, template, version, "sms", default)).Failure?.Code);
    }

    [Theory]
    [InlineData("email")]
    [InlineData("sms")]
    [InlineData("letter")]
    public async Task Preview_Default_ShowsEachSyntheticPerson(string channel)
    {
        await CreateAsync(Body());

        IReadOnlyList<TemplatePreview> previews = (await _world.Preview().RunAsync(Campaign, "information", "1", channel, default)).Value!;

        Assert.Equal(6, previews.Count);
        Assert.All(previews, preview =>
        {
            Assert.Contains(preview.French.Text, preview.Sent.Text, StringComparison.Ordinal);
            Assert.Contains("Assurance Maladie", preview.English.Text, StringComparison.Ordinal);
            Assert.Equal(channel == "sms", preview.Sms is { Segments: <= MessageLimits.SmsSegments });
            Assert.DoesNotContain("example.invalid", preview.Sent.Text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Preview_ChannelOrTextThatCannotBeShown_SaysSo()
    {
        await CreateAsync(Body("{% if %}"));

        Assert.Equal("templates.channel-unknown", (await _world.Preview().RunAsync(Campaign, "information", "1", "Email", default)).Failure?.Code);
        Assert.Equal("templates.channel-unknown", (await _world.Preview().RunAsync(Campaign, "information", "1", null, default)).Failure?.Code);
        Assert.Equal("templates.not-renderable", (await _world.Preview().RunAsync(Campaign, "information", "1", "sms", default)).Failure?.Code);
        Assert.True((await _world.Preview().RunAsync(Campaign, "information", "1", "email", default)).Succeeded);
    }

    private static TemplateBody Body(string? sms = null)
    {
        TemplateTextsBody texts = DefaultTemplate.Body.Texts!;
        return new TemplateBody("information", sms is null ? texts : texts with { Sms = texts.Sms! with { Fr = new TemplateTextBody(null, sms) } });
    }

    private async Task<WrittenTemplate> CreateAsync(TemplateBody body) => (await _world.Write().CreateAsync(Campaign, _world.Author, body, default)).Value!;

    private async Task<Failure?> FailAsync(TemplateTextsBody? texts) =>
        (await _world.Write().CreateAsync(Campaign, _world.Author, new TemplateBody("information", texts), default)).Failure;

    private Task<Result<TemplateReport>> ApproveAsync(Caller approver) => _world.Decide().ApproveAsync(Campaign, "information", "1", approver, default);

    private Task<Result<TemplateReport>> RetireAsync() => _world.Decide().RetireAsync(Campaign, "information", "1", _world.Author, default);

    private async Task<MessageTemplate> StoredAsync() => (await _world.Templates.FindAsync(_world.Campaign.Id, "information", 1, default))!.Value;
}
