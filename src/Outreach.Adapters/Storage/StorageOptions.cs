using Microsoft.Extensions.Configuration;

namespace Outreach.Adapters.Storage;

/// <summary>Settings `Storage__*`: the three accounts.</summary>
public sealed class StorageOptions
{
    /// <summary>`Storage__Data` (emulator) or `Storage__Data__tableServiceUri`.</summary>
    public StorageAccount Data { get; set; } = new();

    /// <summary>`Storage__Lists` (emulator) or `Storage__Lists__blobServiceUri`.</summary>
    public StorageAccount Lists { get; set; } = new();

    /// <summary>`Storage__Audit` (emulator) or `Storage__Audit__blobServiceUri`.</summary>
    public StorageAccount Audit { get; set; } = new();

    /// <summary>Reads the two forms that Azure Functions knows: a value, or a section with a service address.</summary>
    public void Read(IConfiguration storage)
    {
        ArgumentNullException.ThrowIfNull(storage);
        Data = new StorageAccount(storage["Data"], storage["Data:tableServiceUri"]);
        Lists = new StorageAccount(storage["Lists"], storage["Lists:blobServiceUri"]);
        Audit = new StorageAccount(storage["Audit"], storage["Audit:blobServiceUri"]);
    }
}

/// <summary>How one account is reached: a connection string, for the emulator on this machine alone, or an address and the application's identity.</summary>
public sealed record StorageAccount(string? ConnectionString = null, string? ServiceUri = null);
