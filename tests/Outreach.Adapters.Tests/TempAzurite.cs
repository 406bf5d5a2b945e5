using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Outreach.Adapters.Storage;
namespace Outreach.Adapters.Tests;
internal static class TempAzurite
{
    public static async Task<OutreachStorage> OpenAsync(string table)
    {
        string c = "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;TableEndpoint=http://127.0.0.1:23452/devstoreaccount1;BlobEndpoint=http://127.0.0.1:23450/devstoreaccount1;";
        var t = new TableServiceClient(c);
        await t.CreateTableIfNotExistsAsync(table);
        return new OutreachStorage(t, new BlobServiceClient(c), new BlobServiceClient(c));
    }
}
