using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace Outreach.Adapters.Storage;

/// <summary>The three storage accounts of the product; one emulator may stand for all three.</summary>
/// <param name="Data">Tables: campaigns, register, requests, lists, contact ledger.</param>
/// <param name="Lists">Sealed blobs; soft delete, versioning and replication off, so that delete deletes.</param>
/// <param name="Audit">Append-only audit trail, immutable in Azure.</param>
public sealed record OutreachStorage(TableServiceClient Data, BlobServiceClient Lists, BlobServiceClient Audit);
