using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Core;
using Outreach.Core.Audit;
using Outreach.Core.Lists;
using Outreach.LocalHost.Commands;
using Outreach.LocalHost.Mail;
using Outreach.LocalHost.SignIn;
using Spectre.Console;

namespace Outreach.LocalHost.Demonstration;

/// <summary>The story on this machine: an extract of synthetic people in a file, the development sign-in, and an operator's look into storage.</summary>
/// <param name="services">The application's services, for what an operator does beside HTTP: importing, and looking.</param>
internal sealed class LocalStage(HttpClient http, Uri address, IServiceProvider services) : IStoryStage
{
    private const int PatientsPerDoctor = 120;
    private const int Seed = 2021;
    private const int MailPolls = 60;

    /// <summary>The people of the demonstration; the same on every machine.</summary>
    public static SyntheticExtract Extract() => new(PatientsPerDoctor, Seed);

    public async Task<ExpectedLists> ImportExtractAsync(string campaign, CancellationToken cancellationToken)
    {
        SyntheticExtract extract = Extract();

        // Another host of this machine may be doing the same.
        string file = Path.Combine(Path.GetTempPath(), $"{campaign}-extract-{RandomId.Create()}.csv");
        try
        {
            await extract.WriteAsync(file, cancellationToken);
            var said = new StringWriter();
            RegisterImportExit exit = await ActivatorUtilities.CreateInstance<RegisterImportRun>(services, ConsoleOn(said))
                .RunAsync(new FileInfo(file), campaign, report: null, cancellationToken);
            StepFailedException.Require(exit == RegisterImportExit.Loaded, $"the import ended with {exit}: {said}");
        }
        finally
        {
            File.Delete(file);
        }

        return new ExpectedLists(extract.People, 0, extract.OfFirstDoctor);
    }

    public Task<string> SignInAsync(string person, CancellationToken cancellationToken)
    {
        bool agent = SignIn.SyntheticPerson.Agents.Any(known => known.Id == person);
        return HttpSignIn.SignInAsync(
            http, new Uri(address, (agent ? DevelopmentSignIn.Agents : DevelopmentSignIn.Doctors) + "/"), person, cancellationToken);
    }

    public async Task<(bool Share, bool Blob)> LookIntoStorageAsync(string listId, CancellationToken cancellationToken)
    {
        bool share = await services.GetRequiredService<IListStore>().FindShareAsync(new ListId(listId), cancellationToken) is not null;
        await foreach (SealedBlob _ in services.GetRequiredService<ISealedBlobStore>().ListAsync(listId, cancellationToken))
        {
            return (share, true);
        }

        return (share, false);
    }

    public async Task<string?> ReadMailAsync(string recipient, CancellationToken cancellationToken)
    {
        for (int poll = 0; poll < MailPolls; poll++)
        {
            // By hand again and again: the host may be killed between being asked and sending.
            using var run = new HttpRequestMessage(HttpMethod.Post, "dev/api/timers/run?name=SendNoticesFunction");
            run.Headers.Add(DeveloperPage.CallerPolicy.Header, "demonstration");
            using HttpResponseMessage _ = await http.SendAsync(run, cancellationToken);
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, cancellationToken);
            OutboxMail[]? mails = await http.GetFromJsonAsync<OutboxMail[]>("dev/api/outbox", cancellationToken);
            if (mails?.FirstOrDefault(mail => mail.To == recipient) is { } newest)
            {
                return newest.Body;
            }
        }

        return null;
    }

    public async Task<AuditVerification> VerifyTrailAsync(CancellationToken cancellationToken)
    {
        await services.GetRequiredService<CheckpointAuditHandler>().RunAsync(cancellationToken);
        return await services.GetRequiredService<VerifyAuditHandler>().RunAsync(after: "", int.MaxValue, progress: null, cancellationToken);
    }

    private static IAnsiConsole ConsoleOn(TextWriter text) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
}
