namespace Outreach.Infra.Tests.Checks;

/// <summary>Every check, and for each the changes that it has to find.</summary>
internal static class AllChecks
{
    public static IReadOnlyDictionary<string, Check> Checks { get; } = new[]
    {
        Settings.All.Select(setting => setting.ToCheck()),
        [StorageChecks.FourAccounts, StorageChecks.NoCopies, StorageChecks.OneOrigin, StorageChecks.BothContainers, StorageChecks.Retention],
        [OriginChecks.OwnPageAlone, OriginChecks.NoWildcard],
        [RightsChecks.OneFile, RightsChecks.Given, RightsChecks.Ids, RightsChecks.Principal, RightsChecks.Exactly, RightsChecks.NothingForbidden, RightsChecks.Wired],
        [SecretChecks.Names, SecretChecks.NoSecret, SecretChecks.Joined, SecretChecks.NothingListed, SecretChecks.NotDevelopment],
    }.SelectMany(checks => checks).ToDictionary(check => check.Name, StringComparer.Ordinal);

    public static IReadOnlyList<Flip> Flips { get; } =
        [.. Settings.All.SelectMany(setting => setting.ToFlips()), .. StorageChecks.Flips(), .. OriginChecks.Flips(), .. RightsChecks.Flips(), .. SecretChecks.Flips()];
}
