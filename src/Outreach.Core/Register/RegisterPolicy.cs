namespace Outreach.Core.Register;

/// <summary>What an import accepts (settings `Register:*`).</summary>
public sealed record RegisterPolicy
{
    /// <summary>Whether TEST (.10) and DEMO (.11) identities may be loaded. Default false, as production needs; the local host sets it.</summary>
    public bool AcceptTestIdentities { get; set; }

    /// <summary>Rows one extract may hold. Default 10,000,000; the local host's command keeps 8 bytes a row in memory to find people who stand twice.</summary>
    public int MaxRows { get; init; } = 10_000_000;

    /// <summary>Bytes an extract may have once it is decompressed, 1 MiB to 1 TiB. Default 32 GiB: a hundred million rows.</summary>
    public long MaxBytes { get; init; } = 32L * 1024 * 1024 * 1024;

    /// <summary>How many times larger than its gzip file an extract may be, 2 to 1,000: more is no register, but a file made to fill memory or disks. Default 100.</summary>
    public int MaxInflation { get; init; } = 100;

    /// <summary>Lines of one extract that may be about people who stand more than once, 1 to 10,000,000: more is a broken extract, and each takes 8 bytes of memory. Default 1,000,000.</summary>
    public int MaxDuplicates { get; init; } = 1_000_000;

    /// <summary>How long an extract may lie in the landing place without being imported, 1 to 720. Default 72.</summary>
    public int LandingHours { get; init; } = 72;

    /// <summary>How long the report of an import's rows with faults stays, 1 to 90. Default 30.</summary>
    public int RejectedDays { get; init; } = 30;

    /// <summary>How long an import may take before it counts as given up, 1 to 168. Default 48.</summary>
    public int ImportHours { get; init; } = 48;

    public bool IsValid => MaxRows is > 0 and <= 100_000_000 && MaxBytes is >= 1 << 20 and <= 1L << 40 && MaxInflation is >= 2 and <= 1_000
        && MaxDuplicates is > 0 and <= 10_000_000 && LandingHours is >= 1 and <= 720 && RejectedDays is >= 1 and <= 90 && ImportHours is >= 1 and <= 168;
}
