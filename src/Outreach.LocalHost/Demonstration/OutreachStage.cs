using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Pace;
using Outreach.Core.ComplementaryOutreach.Sending;
using Outreach.Core.Contacts;
using Outreach.Core.Register;
using Outreach.Core.Register.Synthetic;
using Outreach.LocalHost.ComplementaryOutreach;
using Outreach.LocalHost.Mail;
using Outreach.LocalHost.Settings;

namespace Outreach.LocalHost.Demonstration;

/// <summary>What the second half needs beside the product's own HTTP: the clock people are written to by, the outbox's page, a dispatcher's key, and an operator's look into storage.</summary>
internal sealed partial class OutreachStage(HttpClient http, IServiceProvider services)
{
    /// <summary>Longer than the second half takes: nobody's evening begins meanwhile.</summary>
    private static readonly TimeSpan While = TimeSpan.FromMinutes(45);

    /// <summary>Those of these departments where e-mails may go out now and for a while.</summary>
    public IReadOnlyList<string> FindAwake(IEnumerable<string> departments) =>
        AwakeDepartments.At(services.GetRequiredService<QuietTimes>(), departments, TimeProvider.System.GetUtcNow(), While);

    /// <summary>The wave's messages to these people; whoever has none is left out.</summary>
    public async Task<IReadOnlyDictionary<PatientId, OutboxMessage>> ReadMessagesAsync(
        string campaign, string wave, IEnumerable<SyntheticPerson> people, CancellationToken cancellationToken)
    {
        (ContactBook book, Dictionary<PatientRef, SyntheticPerson> known) = await FindAsync(campaign, people, cancellationToken);
        Dictionary<PatientId, OutboxMessage> messages = [];
        string? next = null;
        do
        {
            OutboxPage page = await services.GetRequiredService<IOutboxStore>().ReadAsync(book, new WaveId(wave), next, cancellationToken);
            foreach (OutboxMessage message in page.Messages.Select(row => row.Value).Where(message => known.ContainsKey(message.Person)))
            {
                messages[known[message.Person].Person.Id] = message;
            }

            next = page.Next;
        }
        while (next is not null);
        return messages;
    }

    /// <summary>To whom each message is, by the links in it: one of these people.</summary>
    public async Task<IReadOnlyList<PatientId>> ReadRecipientsAsync(
        string campaign, IEnumerable<string> texts, IEnumerable<SyntheticPerson> people, CancellationToken cancellationToken)
    {
        (ContactBook book, Dictionary<PatientRef, SyntheticPerson> known) = await FindAsync(campaign, people, cancellationToken);
        return [.. texts.Select(text => TokensIn(text).Select(token => ContactLink.Read(token, book.Campaign, book.Secret)).Distinct().ToArray() switch
        {
            [{ } person] when known.TryGetValue(person, out SyntheticPerson? found) => found.Person.Id,
            _ => throw new StepFailedException("a message is to nobody of the register, or to several"),
        })];
    }

    /// <summary>The campaign's e-mails among those that the outbox's page shows, the newest ones, by message.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ReadOutboxAsync(string campaign, CancellationToken cancellationToken)
    {
        OutboxMail[] mails = await http.GetFromJsonAsync<OutboxMail[]>("dev/api/outbox", cancellationToken) ?? [];
        return mails.Where(mail => mail.Kind == LocalOutboxChannel.OfWave && TokensIn(mail.Body).Any(token => ContactLink.CampaignOf(token)?.Value == campaign))
            .ToDictionary(mail => mail.Id, mail => mail.Body, StringComparer.Ordinal);
    }

    /// <summary>Opens a batch of letters with the dispatcher's own key: the CSV.</summary>
    public byte[] OpenLetters(string batch) => LocalDispatcher.Open(services.GetRequiredService<LocalFolder>(), OutreachChannel.Letter, batch);

    private static IEnumerable<string> TokensIn(string text) => Links().Matches(text).Select(link => link.Groups["token"].Value);

    private async Task<(ContactBook Book, Dictionary<PatientRef, SyntheticPerson> People)> FindAsync(
        string campaign, IEnumerable<SyntheticPerson> people, CancellationToken cancellationToken)
    {
        ContactBook book = await services.GetRequiredService<ContactBooks>().FindAsync(CampaignId.Parse(campaign), cancellationToken)
            ?? throw new StepFailedException("the campaign is not open");
        return (book, people.ToDictionary(person => book.Secret.For(person.Person.Id)));
    }

    [GeneratedRegex(@"/o#(?<token>[A-Za-z0-9_.\-]+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Links();
}
