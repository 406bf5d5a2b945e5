namespace Outreach.Core.Deletion;

/// <summary>What the settings say of the application, as far as it decides whether people's real data may be near it.</summary>
public sealed record StartFacts
{
    /// <summary>Every environment is production that does not call itself `Development`.</summary>
    public required bool Production { get; init; }

    /// <summary>Whether campaign keys are in a key vault, which hands no private half out.</summary>
    public required bool KeysInVault { get; init; }

    /// <summary>Settings that name an issuer of tokens on this machine, where anyone may be anyone.</summary>
    public required IReadOnlyList<string> LocalIssuers { get; init; }

    /// <summary>Settings that name a storage emulator, whose account key is published.</summary>
    public required IReadOnlyList<string> EmulatedAccounts { get; init; }

    /// <summary>Whether an import loads identities of the INS ranges TEST and DEMO (threat 30).</summary>
    public required bool AcceptsTestIdentities { get; init; }
}
