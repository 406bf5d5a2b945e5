using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Messages;
using Outreach.Testing.Campaigns;
using Outreach.Testing.ComplementaryOutreach;
using Xunit;

namespace Outreach.Core.Tests.ComplementaryOutreach.Messages;

public sealed class TemplateTransitionsTests
{
    private static readonly DateTimeOffset Now = SampleCampaign.Opens.AddDays(1);
    private static readonly MessageTemplate Draft = SampleTemplate.Create();

    [Theory]
    [Trait("threat", "28")]
    [InlineData(TemplateState.Draft, "another", 0, null)]
    [InlineData(TemplateState.Draft, "author", 0, "templates.own")]
    [InlineData(TemplateState.Draft, "author", 1, "templates.own")]
    [InlineData(TemplateState.Draft, "another", 1, "templates.not-neutral")]
    [InlineData(TemplateState.Approved, "another", 0, "templates.approved-already")]
    [InlineData(TemplateState.Retired, "another", 0, "templates.retired")]
    public void Next_Approved_OnlyADraftByAnotherWithoutFindings(TemplateState state, string actor, int findings, string? refused)
    {
        Result<MessageTemplate> next = TemplateTransitions.Next(
            Draft with { State = state, Author = "author" }, new TemplateEvent.Approved(actor, findings, Now));

        Assert.Equal(refused, next.Failure?.Code);
        Assert.Equal(refused is null, next.Value is { State: TemplateState.Approved, Approver: "another" } approved && approved.ApprovedAt == Now);
    }

    [Theory]
    [InlineData(TemplateState.Draft, null)]
    [InlineData(TemplateState.Approved, null)]
    [InlineData(TemplateState.Retired, "templates.retired")]
    public void Next_Retired_IsForGood(TemplateState state, string? refused)
    {
        Result<MessageTemplate> next = TemplateTransitions.Next(Draft with { State = state, Approver = "another" }, new TemplateEvent.Retired());

        Assert.Equal(refused, next.Failure?.Code);
        Assert.Equal(refused is null, next.Value is { State: TemplateState.Retired, Approver: "another" });
    }

    [Fact]
    public void Next_Anything_LeavesTheWords()
    {
        MessageTemplate approved = TemplateTransitions.Next(Draft, new TemplateEvent.Approved("another", 0, Now)).Value!;
        MessageTemplate retired = TemplateTransitions.Next(approved, new TemplateEvent.Retired()).Value!;

        Assert.Same(Draft.Texts, approved.Texts);
        Assert.Same(Draft.Texts, retired.Texts);
    }
}
