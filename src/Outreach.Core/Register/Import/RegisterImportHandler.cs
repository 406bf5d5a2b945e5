using System.Globalization;
using System.Runtime.CompilerServices;
using Outreach.Core.Access;
using Outreach.Core.Audit;

namespace Outreach.Core.Register.Import;

/// <summary>Loads an extract as the register of a campaign: judged as a whole first, then written unseen, then made visible at once.</summary>
/// <remarks>
/// A fault of the file (encoding, header, size) loads nothing. A bad row is reported and left out; the good ones are loaded.
/// Cut short anywhere and run again, the outcome is that of one run; the same file twice changes nothing.
/// </remarks>
public sealed class RegisterImportHandler(
    IRegisterWriter writer, Pseudonyms pseudonyms, IAuditTrail audit, RegisterPolicy policy, TimeProvider time)
{
    public async Task<Result<RegisterImportOutcome>> HandleAsync(RegisterImportRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ExtractPasses passes = new(request, policy, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        Result<ExtractInspection> judged = await passes.JudgeAsync(cancellationToken);
        if (!judged.Succeeded)
        {
            return judged.Failure!;
        }

        ExtractInspection extract = judged.Value;
        RegisterImport? current = await writer.FindCompleteAsync(request.Campaign, cancellationToken);
        if (current is not null && current.Sha256 == extract.Sha256)
        {
            // The run that completed it may have been cut short before it swept.
            await writer.SweepAsync(request.Campaign, current.Generation, cancellationToken);
            return new RegisterImportOutcome(current, Changed: false);
        }

        return extract.Counts.Loaded == 0 ? RegisterFailures.NoGoodRow : await LoadAsync(request, passes, extract, cancellationToken);
    }

    private async Task<Result<RegisterImportOutcome>> LoadAsync(
        RegisterImportRequest request, ExtractPasses passes, ExtractInspection extract, CancellationToken cancellationToken)
    {
        RegisterImport import = await writer.StartAsync(request.Campaign, extract.Sha256, cancellationToken);
        IAsyncEnumerable<RegisterPlacement> people = PlaceAsync(request, passes.ReadAsync(extract, cancellationToken), cancellationToken);
        try
        {
            await writer.WriteAsync(request.Campaign, request.Secret, import.Generation, people, cancellationToken);
        }
        catch (Exception change) when (change is ExtractChangedException or ExtractEncodingException or ExtractRefusedException)
        {
            return RegisterFailures.FileChanged;
        }

        // Before it can be seen: what the trail does not know of never becomes the register.
        await audit.AppendAsync(AuditStream.ForCampaign(request.Campaign), Imported(import, extract), cancellationToken);
        RegisterImport complete = import with
        {
            State = RegisterImportState.Complete,
            Counts = extract.Counts,
            CompletedAt = time.GetUtcNow(),
        };
        if (!await writer.CompleteAsync(request.Campaign, complete, cancellationToken))
        {
            return RegisterFailures.Superseded;
        }

        request.Progress.Report(new RegisterImportProgress(RegisterImportPhase.Sweeping, extract.Counts.Loaded, extract.Counts.Refused));
        await writer.SweepAsync(request.Campaign, complete.Generation, cancellationToken);
        return new RegisterImportOutcome(complete, Changed: true);
    }

    private async IAsyncEnumerable<RegisterPlacement> PlaceAsync(
        RegisterImportRequest request, IAsyncEnumerable<ExtractRow> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A doctor stands on about a thousand rows: each name is made once.
        Dictionary<PractitionerId, PractitionerRef> names = [];
        await foreach (ExtractRow row in rows.WithCancellation(cancellationToken))
        {
            yield return new RegisterPlacement(row.Person, [.. row.TreatingDoctors.Select(NameOf)]);
        }

        PractitionerRef NameOf(PractitionerId doctor)
        {
            if (!names.TryGetValue(doctor, out PractitionerRef name))
            {
                name = pseudonyms.For(request.Campaign, doctor);
                names.Add(doctor, name);
            }

            return name;
        }
    }

    private static AuditEvent Imported(RegisterImport import, ExtractInspection extract) => new(
        "register.imported",
        "system",
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["generation"] = import.Generation.ToString(CultureInfo.InvariantCulture),
            ["sha256"] = extract.Sha256,
            ["loaded"] = extract.Counts.Loaded.ToString(CultureInfo.InvariantCulture),
            ["refused"] = extract.Counts.Refused.ToString(CultureInfo.InvariantCulture),
        });
}
