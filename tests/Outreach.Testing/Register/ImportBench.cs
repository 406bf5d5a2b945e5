using Outreach.Core;
using Outreach.Core.Audit;
using Outreach.Core.Campaigns;
using Outreach.Core.Register;
using Outreach.Core.Register.Import;

namespace Outreach.Testing.Register;

/// <summary>Imports extracts from memory and keeps what the import said.</summary>
public sealed class ImportBench(IRegisterWriter writer, IAuditTrail audit, TimeProvider time)
{
    public CampaignId Campaign { get; } = SamplePeople.NewCampaign();

    public List<RowFault> Faults { get; } = [];

    public List<RegisterImportProgress> Progress { get; } = [];

    public RegisterPolicy Policy { get; set; } = new() { AcceptTestIdentities = true };

    public Task<Result<RegisterImportOutcome>> RunAsync(byte[] extract) => RunAsync(() => new MemoryStream(extract));

    public Task<Result<RegisterImportOutcome>> RunAsync(Func<Stream> openExtract, CancellationToken cancellationToken = default)
    {
        Faults.Clear();
        Progress.Clear();
        RegisterImportHandler handler = new(writer, SamplePeople.Pseudonyms, audit, Policy, time);
        RegisterImportRequest request = new(Campaign, SamplePeople.Secret, openExtract, Faults.Add, new Listener(Progress));
        return handler.HandleAsync(request, cancellationToken);
    }

    private sealed class Listener(List<RegisterImportProgress> heard) : IProgress<RegisterImportProgress>
    {
        public void Report(RegisterImportProgress value) => heard.Add(value);
    }
}
