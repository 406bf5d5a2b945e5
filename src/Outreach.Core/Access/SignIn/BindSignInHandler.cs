using Outreach.Core.Audit;

namespace Outreach.Core.Access.SignIn;

/// <summary>
/// Holds `sub` and `SubjectNameID` of a doctor together from one token to the next. A signed token says both, but after a card was swapped in a browser that was signed in,
/// one of the two may still be the earlier doctor's: then neither is believed.
/// </summary>
/// <remarks>Safe to run twice and at once: of two first sights one is kept, and the other is judged by it.</remarks>
public sealed class BindSignInHandler(ISignInBindingStore bindings, IAuditTrail audit, Pseudonyms pseudonyms, TimeProvider time)
{
    /// <summary>As long as a list can be opened.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(31);

    /// <summary>A page asks every minute; one entry an hour tells it.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromHours(1);

    /// <summary>Null when this doctor is the one that the `sub` was seen with.</summary>
    public async Task<Failure?> RunAsync(Caller doctor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(doctor);
        if (doctor.Practitioner is not { } practitioner)
        {
            return null;
        }

        (string subject, string seen) = (pseudonyms.Actor(doctor), pseudonyms.SignedIn(practitioner));
        while (true)
        {
            DateTimeOffset now = time.GetUtcNow();
            Versioned<SignInBinding>? stored = await bindings.FindAsync(subject, cancellationToken);
            if (stored is null || stored.Value.SeenAt + Life <= now)
            {
                if (await bindings.TryPutAsync(new SignInBinding(subject, seen, now), stored?.ETag, cancellationToken))
                {
                    return null;
                }
            }
            else if (string.Equals(stored.Value.Practitioner, seen, StringComparison.Ordinal))
            {
                return null;
            }
            else
            {
                await ReportAsync(stored, now, cancellationToken);
                return Failures.SignInChanged;
            }
        }
    }

    private async Task ReportAsync(Versioned<SignInBinding> stored, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (stored.Value.ReportedAt is { } before && now < before + Silence)
        {
            return;
        }

        var data = new Dictionary<string, string>(StringComparer.Ordinal) { ["reason"] = "IdentifierChanged" };
        await audit.AppendAsync(AuditStream.ForAccess(now), new AuditEvent("access.sign-in-refused", stored.Value.Subject, data), cancellationToken);

        // Whoever was faster has reported it too: one entry too many says nothing wrong.
        await bindings.TryPutAsync(stored.Value with { ReportedAt = now }, stored.ETag, cancellationToken);
    }
}
