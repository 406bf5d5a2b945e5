using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Core.Audit;
using Outreach.Core.Lists;
using Outreach.LocalHost.Commands;
using Outreach.LocalHost.SignIn;
using Spectre.Console;
using Xunit;

namespace Outreach.LocalHost.Tests.Audit;

/// <summary>Each kind of tampering, done by hand in the storage: the command and the route both find it, say which entry, and find nothing once it is undone.</summary>
public sealed class AuditTamperingTests(RunningHost running) : IClassFixture<RunningHost>
{
    private AuditStorage Storage => new(running.Host.Services);

    public static TheoryData<string, string, long> Alterations => new()
    {
        { "edit", "audit.entry-edited", 3 },
        { "edit with its hash", "audit.entry-unlinked", 4 },
        { "delete", "audit.entry-deleted", 3 },
        { "reorder", "audit.entry-out-of-order", 2 },
        { "put in", "audit.entry-out-of-order", 4 },
        { "bytes", "audit.entry-damaged", 3 },
        { "cut", "audit.tail-cut", 4 },
        { "rewrite", "audit.stream-rewritten", 5 },
    };

    [Theory]
    [Trait("threat", "50")]
    [MemberData(nameof(Alterations))]
    public async Task Verify_StreamAltered_NamesTheEntry(string kind, string code, long sequence)
    {
        AuditStream stream = await WriteAsync();
        Func<Task> undo = await Storage.AlterAsync(stream, lines => Alter(kind, stream, lines));

        await AssertFoundAsync(code, stream.Value, sequence, undo);
    }

    [Fact]
    [Trait("threat", "50")]
    public async Task Verify_StreamRemoved_NamesIt()
    {
        AuditStream stream = await WriteAsync();
        Func<Task> undo = await Storage.RemoveAsync(stream);

        await AssertFoundAsync("audit.stream-removed", stream.Value, 1, undo);
    }

    [Theory]
    [Trait("threat", "50")]
    [InlineData("forge", "audit.checkpoint-forged")]
    [InlineData("remove", "audit.checkpoint-missing")]
    public async Task Verify_CheckpointForgedOrRemoved_NamesIt(string kind, string code)
    {
        await WriteAsync();
        (long number, Func<Task> undo) = await Storage.AlterCheckpointAsync(jws => kind == "remove" ? null : Forge(jws));

        await AssertFoundAsync(code, $"Checkpoint {number} ", sequence: null, undo);
    }

    [Theory]
    [InlineData(DevelopmentSignIn.Agents, "agent-1", HttpStatusCode.Forbidden)]
    [InlineData(DevelopmentSignIn.Doctors, "doctor-1", HttpStatusCode.Forbidden)]
    [InlineData(DevelopmentSignIn.Agents, "auditor-3", HttpStatusCode.OK)]
    public async Task Verification_IsForAuditorsAlone(string provider, string person, HttpStatusCode expected)
    {
        using HttpResponseMessage response = await GetAsync(await running.SignInAsync(provider, person));

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Verification_OfAPageThatCannotBe_IsRefused()
    {
        using HttpResponseMessage response = await GetAsync(await AuditorAsync(), after: new string('a', 2_000));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("audit.page-unknown", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static void Alter(string kind, AuditStream stream, List<string> lines)
    {
        AuditEntry[] entries = [.. lines.Select(line => AuditLine.Parse(stream, Encoding.UTF8.GetBytes(line)))];
        var other = new AuditEvent("lists.closed", "system", new Dictionary<string, string>(StringComparer.Ordinal));
        switch (kind)
        {
            case "edit":
                lines[2] = lines[2].Replace("lists.opened", "lists.closed", StringComparison.Ordinal);
                break;
            case "edit with its hash":
                lines[2] = Line(AuditChain.Next(stream, entries[1], other, entries[2].At));
                break;
            case "delete":
                lines.RemoveAt(2);
                break;
            case "reorder":
                (lines[1], lines[2]) = (lines[2], lines[1]);
                break;
            case "put in":
                lines.Insert(2, Line(AuditChain.Next(stream, entries[1], other, entries[2].At)));
                break;
            case "bytes":
                lines[2] = "nothing that was written here";
                break;
            case "cut":
                lines.RemoveRange(3, 2);
                break;
            case "rewrite":
                AuditEntry? head = null;
                for (int i = 0; i < lines.Count; i++)
                {
                    head = AuditChain.Next(stream, head, other, entries[i].At);
                    lines[i] = Line(head);
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind));
        }

        string Line(AuditEntry entry) => Encoding.UTF8.GetString(AuditLine.Format(stream, entry)).TrimEnd('\n');
    }

    /// <summary>Another root, under the signature that is there.</summary>
    private static string Forge(string jws)
    {
        string[] parts = jws.Split('.');
        CheckpointStatement statement = CheckpointStatement.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1]))!;
        CheckpointStatement forged = statement with { Heads = statement.Heads with { Root = new string('a', 64) } };
        return $"{parts[0]}.{System.Buffers.Text.Base64Url.EncodeToString(forged.Format())}.{parts[2]}";
    }

    /// <summary>A stream of five entries that a checkpoint has seen.</summary>
    private async Task<AuditStream> WriteAsync()
    {
        AuditStream stream = AuditStream.ForList(ListId.Create());
        for (int i = 0; i < 5; i++)
        {
            await running.Host.Services.GetRequiredService<IAuditTrail>().AppendAsync(
                stream, new AuditEvent("lists.opened", "system", new Dictionary<string, string>(StringComparer.Ordinal)), default);
        }

        Assert.Equal(AuditExit.Intact, (await RunAsync(run => run.CheckpointAsync(default))).Exit);
        return stream;
    }

    private async Task AssertFoundAsync(string code, string subject, long? sequence, Func<Task> undo)
    {
        (AuditExit exit, string said) = await RunAsync(run => run.VerifyAsync(default));
        JsonElement answer = await VerifyAsync("fr");
        await undo();

        Assert.Equal(AuditExit.Altered, exit);
        Assert.Contains(code, said, StringComparison.Ordinal);
        Assert.Contains(subject, said, StringComparison.Ordinal);
        Assert.Matches(FormattableString.Invariant($@"\b{sequence}\b"), said);
        Assert.False(answer.GetProperty("intact").GetBoolean());
        JsonElement fault = Assert.Single(answer.GetProperty("faults").EnumerateArray());
        Assert.Equal(code, fault.GetProperty("code").GetString());
        Assert.Equal(sequence, fault.GetProperty("sequence") is { ValueKind: JsonValueKind.Number } at ? at.GetInt64() : null);
        Assert.StartsWith(sequence is null ? "Point de contrôle" : $"Flux {subject}", fault.GetProperty("detail").GetString(), StringComparison.Ordinal);
        (AuditExit afterwards, string intact) = await RunAsync(run => run.VerifyAsync(default));
        Assert.True(afterwards == AuditExit.Intact, intact);
        Assert.True((await VerifyAsync("en")).GetProperty("intact").GetBoolean());
    }

    private async Task<(AuditExit Exit, string Said)> RunAsync(Func<AuditRun, Task<AuditExit>> command)
    {
        var said = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(said) });
        console.Profile.Width = 1_000;
        AuditExit exit = await command(ActivatorUtilities.CreateInstance<AuditRun>(running.Host.Services, console));
        return (exit, said.ToString());
    }

    private Task<string> AuditorAsync() => running.SignInAsync(DevelopmentSignIn.Agents, "auditor-3");

    private async Task<JsonElement> VerifyAsync(string language)
    {
        using HttpResponseMessage response = await GetAsync(await AuditorAsync(), language: language);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<HttpResponseMessage> GetAsync(string token, string after = "", string language = "en")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/audit/verification?after={after}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.AcceptLanguage.ParseAdd(language);
        return await running.Http.SendAsync(request);
    }
}
