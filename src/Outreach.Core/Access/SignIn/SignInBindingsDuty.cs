using Outreach.Core.Deletion;

namespace Outreach.Core.Access.SignIn;

/// <summary>Forgets which doctor a `sub` stood for, once that counts no more.</summary>
public sealed class SignInBindingsDuty(ISignInBindingStore bindings) : IDeletionDuty
{
    private const int MostPerRun = 1_000;

    public string Name => "SignInBindings";

    public async Task<DutyOutcome> RunAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        new(await bindings.RemoveAsync(now - BindSignInHandler.Life, MostPerRun, cancellationToken), Late: 0, Waiting: 0);
}
