namespace Outreach.Core.Deletion;

/// <summary>Why the application does not run, and what to do about it. Names settings, never their values.</summary>
public sealed record StartRefusal(string Code, string Sentence);

/// <summary>Decides whether the application may run: not where deleting would not delete, and not with a developer's stand-ins in production.</summary>
public static class StartPolicy
{
    private const string Update = "az storage account blob-service-properties update";

    /// <summary>Refusals of the settings; none outside production.</summary>
    public static IEnumerable<StartRefusal> OfSettings(StartFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (!facts.Production)
        {
            yield break;
        }

        foreach (string part in facts.StandIns)
        {
            yield return new("host.stand-in", $"{part}: something on this machine stands for the real thing. Run the Functions app itself, with the settings that infra/ gives it.");
        }

        foreach (string setting in facts.LocalIssuers)
        {
            yield return new("access.local-issuer", $"{setting}: a sign-in on this machine, where anyone may be anyone. Name the issuer that people really sign in at.");
        }

        foreach (string setting in facts.EmulatedAccounts)
        {
            yield return new("storage.emulator", $"{setting}: a storage emulator, whose key is published. Name a storage account.");
        }

        if (facts.AcceptsTestIdentities)
        {
            yield return new("register.test-identities", "Register__AcceptTestIdentities: INS identities of TEST and DEMO belong to nobody. Set it to false, or leave it out.");
        }
    }

    /// <summary>Refusals of the lists account; in every environment.</summary>
    public static IEnumerable<StartRefusal> OfListsAccount(IEnumerable<ListsAccountFault> faults) => faults.Distinct().Order().Select(Refusal);

    /// <summary>Whether a fault found while running ends the run: one that is seen does; an account that cannot be seen just now may be back in a minute.</summary>
    public static bool EndsTheRun(ListsAccountFault fault) => fault switch
    {
        ListsAccountFault.BlobSoftDelete or ListsAccountFault.Versioning or ListsAccountFault.ContainerSoftDelete or ListsAccountFault.Immutability => true,
        ListsAccountFault.Forbidden or ListsAccountFault.NoAnswer => false,
    };

    /// <summary>All refusals in one message.</summary>
    public static string Describe(IReadOnlyCollection<StartRefusal> refusals, bool production)
    {
        ArgumentNullException.ThrowIfNull(refusals);
        IEnumerable<string> lines = refusals.Select(refusal => $"  {refusal.Code}: {refusal.Sentence}");
        string[] hint = production ? ["  (AZURE_FUNCTIONS_ENVIRONMENT is not Development, so this is production.)"] : [];
        return string.Join(Environment.NewLine, ["Outreach refuses to run:", .. lines, .. hint]);
    }

    private static StartRefusal Refusal(ListsAccountFault fault) => fault switch
    {
        ListsAccountFault.BlobSoftDelete => new(
            "deletion.soft-delete",
            $"The lists account keeps deleted blobs (soft delete): a destroyed list could be brought back. Turn it off: {Update} --enable-delete-retention false"),
        ListsAccountFault.Versioning => new(
            "deletion.versioning",
            $"The lists account keeps versions: a destroyed list would stay as one. Turn it off: {Update} --enable-versioning false, and delete the versions that are there."),
        ListsAccountFault.ContainerSoftDelete => new(
            "deletion.container-soft-delete",
            $"The lists account keeps deleted containers: the lists in one could be brought back. Turn it off: {Update} --enable-container-delete-retention false"),
        ListsAccountFault.Immutability => new(
            "deletion.immutability",
            "The container of lists has an immutability policy or a legal hold: no list in it could be deleted. Remove it: az storage container immutability-policy delete, or legal-hold clear."),
        ListsAccountFault.Forbidden => new(
            "deletion.no-right-to-look",
            "The application may not look at the lists account, so nobody knows whether deleting deletes there. Give its identity the rights that infra/rbac.bicep has for lists; new rights take some minutes."),
        ListsAccountFault.NoAnswer => new(
            "deletion.no-answer",
            "The lists account does not answer, so nobody knows whether deleting deletes there. Look at Storage__Lists, and at the account's network rules."),
    };
}
