namespace Outreach.LocalHost.Commands;

/// <summary>Exit codes of `register import`; scripts rely on them. 1 is left to what nobody foresaw.</summary>
public enum RegisterImportExit
{
    /// <summary>Every row is in the register, or was already.</summary>
    Loaded = 0,

    /// <summary>No such file or campaign, or the campaign is over.</summary>
    Unusable = 2,

    /// <summary>The good rows are in the register; the refused ones are in the report.</summary>
    LoadedInPart = 3,

    /// <summary>The file as a whole was refused; the register stays as it is.</summary>
    FileRefused = 4,
}
