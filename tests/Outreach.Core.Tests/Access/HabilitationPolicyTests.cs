using Outreach.Core.Access;
using Outreach.Core.Access.Habilitations;
using Outreach.Testing.Access;
using Outreach.Testing.Lists;
using Xunit;

namespace Outreach.Core.Tests.Access;

public sealed class HabilitationPolicyTests
{
    private static readonly string Agent = SampleHabilitation.NewAgent();
    private static readonly Habilitation Habilitation = SampleHabilitation.Of(Agent, HabilitationPurpose.RecordObjections);

    [Theory]
    [Trait("threat", "27")]
    [InlineData(true, -1, HabilitationState.Pending)]
    [InlineData(true, 0, HabilitationState.Active)]
    [InlineData(true, 1, HabilitationState.Active)]
    [InlineData(false, -1, HabilitationState.Active)]
    [InlineData(false, 0, HabilitationState.Expired)]
    [InlineData(false, 1, HabilitationState.Expired)]
    public void StateAt_ATickAroundEachEnd_IsHalfOpen(bool start, long ticks, HabilitationState expected)
    {
        DateTimeOffset at = (start ? Habilitation.From : Habilitation.Until).AddTicks(ticks);

        Assert.Equal(expected, HabilitationPolicy.StateAt(Habilitation, at));
        Assert.Equal(expected == HabilitationState.Active, HabilitationPolicy.Admits(Habilitation, Agent, HabilitationPurpose.RecordObjections, at));
    }

    /// <summary>The clock of the instance that asks may be behind the one that revoked.</summary>
    [Theory]
    [Trait("threat", "27")]
    [InlineData(-60)]
    [InlineData(0)]
    [InlineData(60)]
    public void StateAt_Revoked_IsOverWhateverTheClockSays(int seconds)
    {
        Habilitation revoked = Habilitation with { RevokedAt = Sample.Noon.AddDays(1), RevokedBy = Habilitation.GrantedBy };
        DateTimeOffset at = Sample.Noon.AddDays(1).AddSeconds(seconds);

        Assert.Equal(HabilitationState.Revoked, HabilitationPolicy.StateAt(revoked, at));
        Assert.False(HabilitationPolicy.Admits(revoked, Agent, HabilitationPurpose.RecordObjections, at));
    }

    [Fact]
    [Trait("threat", "27")]
    public void Admits_AnotherPurposeAgentOrNoName_Not()
    {
        DateTimeOffset at = Sample.Noon.AddDays(1);

        Assert.True(HabilitationPolicy.Admits(Habilitation, Agent, HabilitationPurpose.RecordObjections, at));
        Assert.All(
            Enum.GetValues<HabilitationPurpose>().Where(purpose => purpose != HabilitationPurpose.RecordObjections),
            purpose => Assert.False(HabilitationPolicy.Admits(Habilitation, Agent, purpose, at)));
        Assert.False(HabilitationPolicy.Admits(Habilitation, SampleHabilitation.NewAgent(), HabilitationPurpose.RecordObjections, at));
        Assert.False(HabilitationPolicy.Admits(Habilitation with { Name = "" }, Agent, HabilitationPurpose.RecordObjections, at));
    }

    [Theory]
    [InlineData(-10, 0, false)]
    [InlineData(-10, 1, true)]
    [InlineData(0, 5, true)]
    [InlineData(180, 200, false)]
    [InlineData(179, 200, true)]
    public void IsWithin_APeriodInDaysFromItsBeginning_SharesAnInstantOrNot(int from, int to, bool expected) =>
        Assert.Equal(expected, HabilitationPolicy.IsWithin(Habilitation, Sample.Noon.AddDays(from), Sample.Noon.AddDays(to)));

    [Fact]
    public void IsWithin_APeriodAfterItsRevocation_Not() =>
        Assert.False(HabilitationPolicy.IsWithin(Habilitation with { RevokedAt = Sample.Noon.AddDays(2) }, Sample.Noon.AddDays(2), Sample.Noon.AddDays(9)));
}
