namespace Outreach.Core.Deletion;

/// <summary>What the settings say of the application, as far as it decides whether people's real data may be near it.</summary>
public sealed record StartFacts
{
    /// <summary>Every environment is production that does not call itself `Development`.</summary>
    public required bool Production { get; init; }

    /// <summary>Parts that something on this machine stands for, such as campaign keys in files.</summary>
    public required IReadOnlyList<string> StandIns { get; init; }

    /// <summary>Settings that name an issuer of tokens on this machine, where anyone may be anyone.</summary>
    public required IReadOnlyList<string> LocalIssuers { get; init; }

    /// <summary>Settings that name a storage emulator, whose account key is published.</summary>
    public required IReadOnlyList<string> EmulatedAccounts { get; init; }

    /// <summary>Whether an import loads identities of the INS ranges TEST and DEMO (threat 30).</summary>
    public required bool AcceptsTestIdentities { get; init; }
}
