using Outreach.Core.Deletion.Notices;

namespace Outreach.Core.Deletion;

/// <summary>How the attestations of one campaign stand; whole numbers over its lists, counted from storage.</summary>
/// <param name="Lists">Lists whose doctors have to attest, or will have to: every one asked for, except those that ended unopened.</param>
/// <param name="Attested">Of these, attested, in time or after the insurer was told.</param>
/// <param name="RemindedBefore">Mails handed over before an end.</param>
/// <param name="RemindedAfter">Mails handed over after an end.</param>
/// <param name="Unreachable">Lists of which the last reminder reached nobody: no address, a refusal, or no confirmation.</param>
/// <param name="Escalated">Lists the insurer was told about, attested since or not.</param>
public sealed record AttestationCounts(int Lists, int Attested, int RemindedBefore, int RemindedAfter, int Unreachable, int Escalated)
{
    /// <summary>Lists that ended unopened: there can be no copy, and nothing to attest.</summary>
    public int NeverOpened { get; init; }

    /// <summary>Lists the insurer was told about that are not attested to this day.</summary>
    public int Unattested { get; init; }

    /// <summary>These counts and one list more.</summary>
    public AttestationCounts With(AttestationState state, int remindedBefore, int remindedAfter, bool unreachable, bool escalated)
    {
        bool isNeeded = state != AttestationState.NotNeeded;
        return this with
        {
            Lists = Lists + (isNeeded ? 1 : 0),
            Attested = Attested + (state == AttestationState.Attested ? 1 : 0),
            RemindedBefore = RemindedBefore + remindedBefore,
            RemindedAfter = RemindedAfter + remindedAfter,
            Unreachable = Unreachable + (isNeeded && unreachable ? 1 : 0),
            Escalated = Escalated + (escalated ? 1 : 0),
            NeverOpened = NeverOpened + (isNeeded ? 0 : 1),
            Unattested = Unattested + (state == AttestationState.Escalated ? 1 : 0),
        };
    }
}
