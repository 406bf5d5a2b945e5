using System.Text.Json;
using System.Web;
using CsvHelper;
using Outreach.Core.ComplementaryOutreach;
using Outreach.LocalHost.ComplementaryOutreach;
using Outreach.LocalHost.Mail;
using Outreach.LocalHost.Settings;

namespace Outreach.EndToEnd.ComplementaryOutreach;

/// <summary>What went out of a wave: mails as the outbox has them, and letters as their dispatcher reads them.</summary>
/// <param name="Signatures">Of the addresses that the dispatcher was given.</param>
internal sealed record SentMessages(IReadOnlyList<OutboxMail> Mails, IReadOnlyList<Letter> Letters, IReadOnlyList<string> Signatures)
{
    /// <summary>Of every message, as often as it went out.</summary>
    public IEnumerable<string> Ids => Mails.Select(mail => mail.Id).Concat(Letters.Select(letter => letter.Id));

    public static async Task<SentMessages> ReadAsync(HttpClient http, LocalFolder folder, string campaign, string wave)
    {
        List<OutboxMail> mails = [];
        foreach (string file in Directory.EnumerateFiles(Path.Combine(folder.Outbox, LocalOutboxChannel.Folder, wave), "*.json", SearchOption.AllDirectories))
        {
            mails.Add(JsonSerializer.Deserialize<OutboxMail>(await File.ReadAllBytesAsync(file))!);
        }

        List<Letter> letters = [];
        List<string> signatures = [];
        AgentClient dispatcher = await AgentClient.SignInAsync(http, "dispatcher-9");
        foreach (JsonElement batch in (await dispatcher.GetAsync($"api/campaigns/{campaign}/waves/{wave}/batches")).GetProperty("batches").EnumerateArray())
        {
            string url = batch.GetProperty("url").GetString()!;
            signatures.Add(HttpUtility.ParseQueryString(new Uri(url).Query)["sig"]!);
            string jwe = await http.GetStringAsync(url);
            letters.AddRange(await ReadAsync(LocalDispatcher.Open(folder, OutreachChannel.Letter, jwe)));
        }

        return new SentMessages(mails, letters, signatures);
    }

    /// <summary>Records of a batch, without the header.</summary>
    private static async Task<IReadOnlyList<Letter>> ReadAsync(byte[] csv)
    {
        using var file = new MemoryStream(csv);
        await using var reader = CsvReader.Create(file, new CsvReaderOptions { HasHeader = false });
        List<Letter> letters = [];
        while (await reader.ReadAsync())
        {
            letters.Add(new Letter(reader.GetString(0), reader.GetString(2), reader.GetString(6)));
        }

        return letters[1..];
    }
}

/// <summary>A letter as its dispatcher prints it.</summary>
internal sealed record Letter(string Id, string FamilyName, string Text);
