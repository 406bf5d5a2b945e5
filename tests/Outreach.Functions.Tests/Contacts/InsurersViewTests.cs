using System.Text.RegularExpressions;
using Outreach.Core;
using Outreach.Core.Contacts;
using Outreach.Core.Deletion;
using Outreach.Core.Lists;
using Outreach.Core.Register;
using Outreach.Core.Register.Import;
using Outreach.Core.Tests.Audit.Evidence;
using Outreach.Core.Tests.Lists;
using Outreach.Core.Tests.Register.Updates;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Functions.Tests.Contacts;

/// <summary>What the insurer gets is the same whether a doctor reached a person, was refused, or never acted (C12).</summary>
[Trait("threat", "59")]
public sealed partial class InsurersViewTests
{
    private const int People = 3;

    /// <summary>One campaign at one instant, so that every id and every time is the same: nothing is masked.</summary>
    [Fact]
    public async Task EveryAnswer_NeverActedReachedClosedOrUndone_IsTheSameByteForByte()
    {
        using World world = await World.CreateAsync();
        await world.Evidence.CheckpointAsync();
        IReadOnlyList<(string Name, string Answer)> never = await world.AnswersAsync();

        foreach (string act in new[] { "reached", "closed", "closed again", "undone" })
        {
            await world.ActAsync(act);
            foreach (((string name, string before), (_, string after)) in never.Zip(await world.AnswersAsync()))
            {
                Assert.True(string.Equals(before, after, StringComparison.Ordinal), $"{name}, {act}:\n{before}\n{after}");
            }
        }

        Assert.Contains($"\"heldByLists\":{People}", never[0].Answer, StringComparison.Ordinal);
        Assert.Equal("granted 0, granted 0, Refused, Refused, Refused", never.Single(answer => answer.Name == "wave").Answer);
        Assert.All(never.Where(answer => answer.Name != "wave" && answer.Name != "trail"), answer => Assert.StartsWith("200", answer.Answer, StringComparison.Ordinal));
    }

    /// <summary>What follows from an act, to the end of the campaign and of its ledger. Campaigns of their own, so ids, which are random, are masked, and what is ordered by them is sorted.</summary>
    [Fact]
    public async Task WholeLife_NeverActedReachedClosedOrUndone_IsTheSame()
    {
        IReadOnlyList<string> never = await LifeAsync();

        foreach (string[] acts in new string[][] { ["reached"], ["closed"], ["closed", "undone"] })
        {
            IReadOnlyList<string> other = await LifeAsync(acts);

            Assert.Equal(never.Count, other.Count);
            Assert.All(never.Zip(other), pair => Assert.Equal(pair.First, pair.Second));
        }
    }

    private static async Task<IReadOnlyList<string>> LifeAsync(params string[] acts)
    {
        using World world = await World.CreateAsync();
        List<string> told = [];
        foreach (string act in acts)
        {
            await world.ActAsync(act);
        }

        told.AddRange(await world.MaskedAsync("after the act"));
        await world.AskAgainAsync();
        told.AddRange(await world.MaskedAsync("after further lists"));
        await world.UpdateAsync();
        told.AddRange(await world.MaskedAsync("after an update"));
        await world.EndAsync();
        told.AddRange(await world.MaskedAsync("after the end"));
        return told;
    }

    /// <summary>Two joint doctors with three patients; the first has an open list.</summary>
    private sealed partial class World : IDisposable
    {
        private readonly UpdatesWorld _updates;
        private readonly InsurersDesk _desk;
        private ContactBook _book = null!;
        private ListRequest _first = null!;
        private ListRequest _joint = null!;
        private bool _isOver;

        private World(EvidenceWorld evidence)
        {
            Evidence = evidence;
            _updates = new UpdatesWorld(evidence.Lists);
            _desk = new InsurersDesk(evidence);
        }

        public EvidenceWorld Evidence { get; }

        private ListsWorld Lists => Evidence.Lists;

        private static IReadOnlyList<InsuredPerson> Patients { get; } = [.. SamplePeople.OfOneDoctor(new Core.Access.PractitionerRef("x"), People)
            .Select(placement => placement.Person with { Vaccinated = false, Objected = false, Deceased = false })];

        private PatientRef Person => Lists.Secret.For(Patients[0].Id);

        public static async Task<World> CreateAsync()
        {
            var world = new World(await EvidenceWorld.CreateAsync());
            world.Lists.Duties.Add(new ContactRowsDuty(world.Lists.Campaigns, world.Lists.Contacts));
            world.Lists.Restart();
            await world.Lists.LoadAsync([.. Patients.Select(person => new RegisterPlacement(person, [world._updates.First, world._updates.Second]))]);
            world._book = await world._updates.BookAsync();
            world._first = await world.Lists.ReadyAsync();
            await world.Lists.Open.RunAsync(world._first.List.Value, ListsWorld.Doctor(), default);
            world.Lists.Time.Advance(TimeSpan.FromMinutes(5));
            return world;
        }

        public async Task ActAsync(string act)
        {
            string row = Lists.Secret.For(_first.List, Person).ToString();
            Result<RowStatus> done = act switch
            {
                "reached" => new RowStatus(row, Closed: false, UndoUntil: null),
                "undone" => await Lists.Rows.ReopenAsync(_first.List.Value, row, ListsWorld.Doctor(), default),
                _ => await Lists.Rows.CloseAsync(_first.List.Value, row, ListsWorld.Doctor(), default),
            };
            Assert.Equal(act.StartsWith("closed", StringComparison.Ordinal), done.Value!.Closed);

            // The open page asks what changed, whatever its doctor does.
            Assert.NotNull((await Lists.Withdrawals.RunAsync(_first.List.Value, ListsWorld.Doctor(), default)).Value);
        }

        /// <summary>When the act cannot be undone any more, the list is deleted, the same doctor asks for another, and the joint doctor asks.</summary>
        public async Task AskAgainAsync()
        {
            Lists.Time.Advance(TimeSpan.FromDays(2));
            await Lists.Delete.RunAsync(_first.List.Value, ListsWorld.Doctor(), default);
            await Lists.Attest.RunAsync(_first.List.Value, ListsWorld.Doctor(), new AttestationBody(CopiesDeleted: true), default);
            ListRequest again = await Lists.ReadyAsync();
            Assert.NotEqual(_first.List, again.List);
            Assert.NotNull((await Lists.Open.RunAsync(again.List.Value, ListsWorld.Doctor(), default)).Value);
            _joint = await Lists.ReadyAsync(doctor: 1);
            Lists.Time.Advance(TimeSpan.FromMinutes(5));
        }

        /// <summary>The person is said to have moved to the joint doctor, who asks once more.</summary>
        public async Task UpdateAsync()
        {
            await Lists.Delete.RunAsync(_joint.List.Value, ListsWorld.Doctor(1), default);
            Assert.True((await _updates.UpdateAsync(UpdatesWorld.Row(Patients[0], doctor: 1))).Succeeded);
            await Lists.ReadyAsync(doctor: 1);
            await Lists.Enforce.RunAsync(Lists.Hub, default);
            Lists.Time.Advance(TimeSpan.FromMinutes(5));
            await Evidence.CheckpointAsync();
        }

        public async Task EndAsync()
        {
            await Lists.EndAsync();
            await Lists.Enforce.RunAsync(Lists.Hub, default);
            for (int week = 0; week < 6; week++)
            {
                Lists.Time.Advance(TimeSpan.FromDays(7));
                await Lists.SendNotices.RunAsync(default);
                await Lists.Enforce.RunAsync(Lists.Hub, default);
            }

            await Evidence.CheckpointAsync();
            _isOver = true;
        }

        public async Task<IReadOnlyList<(string Name, string Answer)>> AnswersAsync() =>
        [
            .. await _desk.AnswersAsync(),
            ("proof", await _desk.ProofAsync(_first.List, "application/json")),
            ("proof, page", await _desk.ProofAsync(_first.List, "text/html")),
            ("statement", await _desk.StatementAsync(_updates, _book, Person)),
            ("wave", await _desk.WaveAsync(_book, [.. Patients.Select(person => Lists.Secret.For(person.Id))])),
            ("trail", _desk.Trail()),
        ];

        /// <summary>Without the proof of one list, whose place in the tree hangs on ids.</summary>
        public async Task<IReadOnlyList<string>> MaskedAsync(string when) =>
        [
            .. (await AnswersAsync())
                .Where(answer => !answer.Name.StartsWith("proof,", StringComparison.Ordinal) && answer.Name != "proof" && !(_isOver && answer.Name == "wave"))
                .Select(answer => $"{when}, {answer.Name}\n{Masked(answer.Answer, answer.Name == "trail" ? Lines() : Parts())}"),
        ];

        public void Dispose()
        {
            _updates.Dispose();
            Evidence.Dispose();
        }

        private static string Masked(string answer, Regex parts) =>
            string.Join('\n', parts.Split(Random().Replace(answer, "(random)")).Order(StringComparer.Ordinal));

        /// <summary>Ids, digests and keys; numbers of receipts, which are made of ids; signatures.</summary>
        [GeneratedRegex(@"\b[0-9a-f]{32,64}\b|\b[0-9A-F]{4}(-[0-9A-F]{4}){2}\b|[\w-]{20,}\.[\w-]{20,}\.[\w-]{20,}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
        private static partial Regex Random();

        [GeneratedRegex(@"\n", RegexOptions.CultureInvariant)]
        private static partial Regex Lines();

        [GeneratedRegex(@"[\[\]{}\n]|</?tr\b", RegexOptions.CultureInvariant)]
        private static partial Regex Parts();
    }
}
