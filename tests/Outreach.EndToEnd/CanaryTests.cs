using System.Text;
using System.Web;
using Outreach.Core.Lists;
using Outreach.LocalHost;
using Outreach.LocalHost.Commands;
using Outreach.LocalHost.Demonstration;
using Xunit;
using static Outreach.EndToEnd.AtRest;
using Base64Url = System.Buffers.Text.Base64Url;

namespace Outreach.EndToEnd;

/// <summary>Looks for what must never be at rest, in everything that a host wrote: tables, blobs, task hub, logs.</summary>
public sealed class CanaryTests
{
    /// <summary>Shorter names turn up in random text by chance.</summary>
    private const int LongEnough = 7;

    [Fact]
    [Trait("threat", "19")]
    [Trait("threat", "34")]
    [Trait("threat", "53")]
    public async Task Everything_AtRestAndInLogs_HoldsNoPersonLinkKeyOrToken()
    {
        await using HostProcess host = await HostProcess.StartAsync();
        var seen = new Wiretap(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var http = new HttpClient(seen) { BaseAddress = host.Address };
        Uri link = await LinkCommand.ReadAsync(http, host.Folder, Story.FirstDoctor, DemonstrationCampaign.Id, CancellationToken.None);
        using var practice = new PracticeClient(http, seen.Tokens.Last());
        Opening opening = (await practice.OpenAsync(link.AbsolutePath.Split('/')[^1])).Opening!;
        IReadOnlyList<ListRow> rows = PracticeClient.Decrypt(opening, link.Fragment[1..], await practice.FetchAsync(opening))!;
        string signature = HttpUtility.ParseQueryString(opening.BlobUrl.Query)["sig"]!;

        List<string> canaries =
        [
            link.Fragment[1..], opening.ServerShare, signature, Uri.EscapeDataString(signature), .. seen.Tokens,
            .. rows.Select(row => row.FamilyName).Where(name => name.Length >= LongEnough),
            .. rows.Select(row => row.Phone).Where(phone => phone.Length > 0),
            .. rows.Select(row => $"{row.GivenName} {row.FamilyName}"),
            "99700218896", PracticeClient.Address,
        ];
        byte[][] keys = [Base64Url.DecodeFromChars(link.Fragment.AsSpan(1)), Base64Url.DecodeFromChars(opening.ServerShare)];
        Assert.True(rows.Count > 10 && canaries.Count > 30, "there is too little to look for");

        byte[][] evidence = await EvidenceAsync(http, host);

        (string Name, byte[] Content)[] places = [.. Everything(host), .. evidence.Select(answer => ("the evidence", answer))];

        Assert.NotEmpty(places.SelectMany(place => Found(place.Name, place.Content, [DemonstrationCampaign.Id, opening.ListId], [])));
        Assert.Empty(places.SelectMany(place => Found(place.Name, place.Content, canaries, keys)));
        Assert.Empty(evidence.SelectMany(answer => Found("the evidence", answer, [opening.Practitioner, "Practitioner:"], [])));
    }

    /// <summary>A doctor's address goes from the request to the mailbox, and the mail holds nothing of the list.</summary>
    [Fact]
    [Trait("threat", "19")]
    public async Task Address_UntilTheReminderIsSent_IsInTheMailboxAlone()
    {
        await using HostProcess host = await HostProcess.StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = host.Address };
        await using LocalServices services = await LocalServices.StartAsync(host.Folder, host.Address, static _ => { }, CancellationToken.None);
        var stage = new LocalStage(http, host.Address, services.Provider);
        Uri link = await LinkCommand.ReadAsync(http, host.Folder, Story.FirstDoctor, DemonstrationCampaign.Id, CancellationToken.None);
        string list = link.AbsolutePath.Split('/')[^1];
        using var practice = new PracticeClient(http, await stage.SignInAsync(Story.FirstDoctor, CancellationToken.None));
        Opening opening = (await practice.OpenAsync(list)).Opening!;
        IReadOnlyList<ListRow> rows = PracticeClient.Decrypt(opening, link.Fragment[1..], await practice.FetchAsync(opening))!;
        await practice.DeleteAsync(list);

        string mail = await stage.ReadMailAsync(PracticeClient.Address, CancellationToken.None) ?? "";

        (string Name, byte[] Content)[] places = [.. Everything(host)];
        Assert.NotEmpty(places.SelectMany(place => Found(place.Name, place.Content, ["deletion.reminded"], [])));
        Assert.Empty(places.SelectMany(place => Found(place.Name, place.Content, [PracticeClient.Address], [])));
        Assert.NotEqual("", mail);
        Assert.All([list, link.Fragment[1..], .. rows.Select(row => row.FamilyName).Where(name => name.Length >= LongEnough), "#", "/l/"], canary => Assert.DoesNotContain(canary, mail, StringComparison.Ordinal));
    }

    /// <summary>The scan itself finds what is there: else it proves nothing.</summary>
    [Fact]
    public void Scan_OfAFileWithACanary_FindsIt()
    {
        byte[] content = [0, 1, 2, .. Encoding.UTF8.GetBytes("…d'Héricourt…"), 9, 8, 7];

        Assert.Single(Found("a file", content, ["d'Héricourt"], []));
        Assert.Single(Found("a file", content, [], [[9, 8, 7]]));
        Assert.Empty(Found("a file", content, ["somebody"], [[7, 8, 9]]));
    }

    /// <summary>What an auditor is told of the campaign, in each form.</summary>
    private static async Task<byte[][]> EvidenceAsync(HttpClient http, HostProcess host)
    {
        string auditor = await HttpSignIn.SignInAsync(http, new Uri(host.Address, "dev/sign-in/insurer/"), Story.Auditor, CancellationToken.None);
        List<byte[]> answers = [];
        foreach (string accept in new[] { "application/json", "text/html" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"api/campaigns/{DemonstrationCampaign.Id}/evidence");
            request.Headers.Accept.ParseAdd(accept);
            request.Headers.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", auditor);
            using HttpResponseMessage response = await http.SendAsync(request);
            Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
            answers.Add(await response.Content.ReadAsByteArrayAsync());
        }

        return [.. answers];
    }
}
