using Microsoft.Extensions.Time.Testing;
using Outreach.Core.Access;
using Outreach.Core.Access.SignIn;
using Outreach.Core.Audit;
using Outreach.Testing.Access;
using Outreach.Testing.Audit;
using Outreach.Testing.Lists;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Core.Tests.Access;

/// <summary>A card that is swapped in a browser that was signed in: one of `sub` and `SubjectNameID` is then the earlier doctor's.</summary>
public sealed class BindSignInTests
{
    private readonly FakeTimeProvider _time = new(Sample.Noon);
    private readonly InMemorySignInBindingStore _store = new();
    private readonly InMemoryAuditTrail _audit;
    private readonly BindSignInHandler _bind;

    public BindSignInTests()
    {
        _audit = new InMemoryAuditTrail(_time);
        _bind = new BindSignInHandler(_store, _audit, SamplePeople.Pseudonyms, _time);
    }

    [Fact]
    [Trait("threat", "25")]
    public async Task Bind_TheSameDoctorAgainAndAgain_IsAdmitted()
    {
        Assert.Null(await RunAsync("sub-1", doctor: 0));
        Assert.Null(await RunAsync("sub-1", doctor: 0));
        Assert.Null(await RunAsync("sub-2", doctor: 1));
        Assert.Empty(_audit.Entries);
    }

    [Fact]
    [Trait("threat", "25")]
    public async Task Bind_AnotherIdentifierUnderTheSameSub_IsRefusedAndTold_AndTheFirstDoctorGoesOn()
    {
        await RunAsync("sub-1", doctor: 0);

        Failure? swapped = await RunAsync("sub-1", doctor: 1);

        Assert.Equal(("access.sign-in-changed", FailureKind.Unauthenticated), (swapped!.Code, swapped.Kind));
        Assert.Null(await RunAsync("sub-1", doctor: 0));
        (AuditStream stream, AuditEntry entry) = Assert.Single(_audit.Entries);
        Assert.Equal(("access/2026-11", "access.sign-in-refused"), (stream.Value, entry.Type));
        Assert.Equal(SamplePeople.Pseudonyms.Actor(Doctor("sub-1", 0)), entry.Actor);
    }

    [Fact]
    [Trait("threat", "25")]
    public async Task Bind_RefusedEveryMinute_IsToldOnceAnHour()
    {
        await RunAsync("sub-1", doctor: 0);
        for (int minute = 0; minute <= 60; minute++)
        {
            Assert.NotNull(await RunAsync("sub-1", doctor: 1));
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(2, _audit.Entries.Count);
    }

    [Theory]
    [Trait("threat", "25")]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public async Task Bind_ATickAroundItsLife_IsHalfOpen(long ticks, bool refused)
    {
        await RunAsync("sub-1", doctor: 0);
        _time.Advance(BindSignInHandler.Life + TimeSpan.FromTicks(ticks));

        Assert.Equal(refused, await RunAsync("sub-1", doctor: 1) is not null);
    }

    [Fact]
    [Trait("threat", "25")]
    public async Task Bind_TwoFirstSightsAtOnce_AdmitsOneDoctorAlone()
    {
        var raced = new BindSignInHandler(new MeetsAnother(_store, () => RunAsync("sub-1", doctor: 1)), _audit, SamplePeople.Pseudonyms, _time);

        Assert.Equal("access.sign-in-changed", (await raced.RunAsync(Doctor("sub-1", 0), default))?.Code);
    }

    [Fact]
    public async Task Bind_TrailAway_AdmitsNobodyElse()
    {
        await RunAsync("sub-1", doctor: 0);
        _audit.Fails = true;

        await Assert.ThrowsAsync<TransientDependencyException>(() => RunAsync("sub-1", doctor: 1));
    }

    [Fact]
    public async Task Duty_ForgetsWhatCountsNoMore()
    {
        await RunAsync("sub-1", doctor: 0);
        var duty = new SignInBindingsDuty(_store);

        Assert.Equal(0, (await duty.RunAsync(Sample.Noon + BindSignInHandler.Life, default)).Removed);
        Assert.Equal(1, (await duty.RunAsync(Sample.Noon + BindSignInHandler.Life + TimeSpan.FromTicks(1), default)).Removed);
    }

    private Task<Failure?> RunAsync(string subject, int doctor) => _bind.RunAsync(Doctor(subject, doctor), default);

    private static Caller Doctor(string subject, int doctor) =>
        new(subject, CallerKind.Practitioner, SamplePeople.Doctors[doctor], new HashSet<string>(StringComparer.Ordinal));

    /// <summary>Somebody else is seen between the first reading and the first writing.</summary>
    private sealed class MeetsAnother(ISignInBindingStore inner, Func<Task> other) : ISignInBindingStore
    {
        private bool _met;

        public Task<Versioned<SignInBinding>?> FindAsync(string subject, CancellationToken cancellationToken) => inner.FindAsync(subject, cancellationToken);

        public async Task<bool> TryPutAsync(SignInBinding binding, string? etag, CancellationToken cancellationToken)
        {
            if (!_met)
            {
                _met = true;
                await other();
            }

            return await inner.TryPutAsync(binding, etag, cancellationToken);
        }

        public Task<int> RemoveAsync(DateTimeOffset seenBefore, int most, CancellationToken cancellationToken) => inner.RemoveAsync(seenBefore, most, cancellationToken);
    }
}
