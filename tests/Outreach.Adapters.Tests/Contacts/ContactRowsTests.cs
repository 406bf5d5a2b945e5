using Azure.Data.Tables;
using Microsoft.Extensions.Time.Testing;
using Outreach.Adapters.Contacts;
using Outreach.Adapters.Storage;
using Outreach.Adapters.Tests.Deletion;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Contacts;
using Outreach.Core.Lists;
using Outreach.Core.Register;
using Outreach.Testing.Azurite;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Adapters.Tests.Contacts;

/// <summary>What the rows of the contact ledger tell whoever reads storage, and what a claim costs.</summary>
public sealed class ContactRowsTests
{
    private static readonly PractitionerRef Doctor = new(RandomId.Create());

    private readonly ContactBook _book = new(SamplePeople.NewCampaign(), SamplePeople.Secret, Cap: 1, Generation: 1);
    private readonly ContactAct _list = ContactAct.For(Doctor, ListId.Create());

    [Fact]
    [Trait("threat", "59")]
    public async Task Row_WhateverHappenedToThePerson_HasTheSameLength()
    {
        (TablesContactLedger ledger, TableClient table) = await CreateAsync();
        PatientRef person = new(RandomId.Create());
        await ledger.ClaimAsync(_book, _list, [person], default);
        HashSet<int> lengths = [(await ReadAsync(table, person)).Length];
        ContactEvent[] events =
        [
            new ContactEvent.Closed(Doctor.Value),
            new ContactEvent.Objected(new Objection(RandomId.Create(), DateTimeOffset.MaxValue, ObjectionOrigin.Agent)),
            new ContactEvent.Updated(new RegisterUpdate(int.MaxValue, Eligible: false, [.. Enumerable.Range(0, 4).Select(_ => RandomId.Create())])),
        ];

        foreach (ContactEvent happened in events)
        {
            Assert.True((await ledger.ApplyAsync(_book, person, happened, default)).Succeeded);
            lengths.Add((await ReadAsync(table, person)).Length);
        }

        Assert.Single(lengths);
    }

    [Fact]
    [Trait("threat", "59")]
    public async Task Marks_OfWhateverKind_AreOfOneLengthAndNameNobody()
    {
        (TablesContactLedger ledger, TableClient table) = await CreateAsync();
        PatientRef[] people = [.. Enumerable.Range(0, 3).Select(_ => new PatientRef(RandomId.Create()))];
        await ledger.ClaimAsync(_book, _list, people, default);
        await ledger.ApplyAsync(_book, people[0], new ContactEvent.Closed(Doctor.Value), default);
        await ledger.ApplyAsync(_book, people[1], new ContactEvent.Objected(new Objection(RandomId.Create(), DateTimeOffset.UnixEpoch, ObjectionOrigin.Person)), default);

        List<TableEntity> rows = [];
        string partition = $"{_book.Campaign.Value}~act~{_list.Id}";
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}")))
        {
            rows.Add(row);
        }

        TableEntity[] marks = [.. rows.Where(row => row.RowKey.StartsWith("mark~", StringComparison.Ordinal))];
        Assert.Equal(2, marks.Length);
        Assert.Single(marks.Select(mark => mark.GetString("Sealed").Length).Distinct());
        Assert.DoesNotContain(rows, row => people.Any(person => row.RowKey.Contains(person.Value, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Find_RowMovedOrChangedOrUnderAnotherKey_RefusesWithoutContent()
    {
        (TablesContactLedger ledger, TableClient table) = await CreateAsync();
        PatientRef person = new("0" + RandomId.Create()[1..]);
        PatientRef other = new("0" + RandomId.Create()[1..]);
        await ledger.ClaimAsync(_book, _list, [person, other], default);
        string own = await ReadAsync(table, person);

        foreach (string wrong in new[] { await ReadAsync(table, other), own[..^4] + "AAAA", "", "x.y", own[..own.LastIndexOf('.')] })
        {
            await table.UpsertEntityAsync(new TableEntity($"{_book.Campaign.Value}~0", person.Value) { ["Sealed"] = wrong });

            InvalidDataException refused = await Assert.ThrowsAsync<InvalidDataException>(() => ledger.FindAsync(_book, person, default));
            Assert.DoesNotContain(person.Value, refused.ToString(), StringComparison.Ordinal);
            await Assert.ThrowsAsync<InvalidDataException>(() => ledger.ClaimAsync(_book, _list, [person], default));
        }

        ContactBook foreign = _book with { Secret = new Core.Campaigns.CampaignSecret(new byte[32]) };
        await Assert.ThrowsAsync<InvalidDataException>(() => ledger.FindAsync(foreign, other, default));
    }

    [Fact]
    public async Task Claim_AThousandFreePeople_TakesAFewDozenCallsAtMost()
    {
        using var storage = new FaultyStorage();
        await AzuriteFixture.GetTablesAsync(TablesContactLedger.Table);
        OutreachStorage counted = storage.Open((await AzuriteFixture.GetAsync()).ConnectionString);
        var ledger = new TablesContactLedger(counted, new FakeTimeProvider());
        PatientRef[] people = [.. Enumerable.Range(0, 1_000).Select(_ => new PatientRef(RandomId.Create()))];

        Assert.Equal(1_000, (await ledger.ClaimAsync(_book, _list, people, default)).Count);

        Assert.InRange(storage.Calls, 16, 40);
    }

    private static async Task<(TablesContactLedger Ledger, TableClient Table)> CreateAsync()
    {
        OutreachStorage storage = await AzuriteFixture.GetTablesAsync(TablesContactLedger.Table);
        return (new TablesContactLedger(storage, new FakeTimeProvider()), storage.Data.GetTableClient(TablesContactLedger.Table));
    }

    private async Task<string> ReadAsync(TableClient table, PatientRef person) =>
        (await table.GetEntityAsync<TableEntity>($"{_book.Campaign.Value}~{person.Value[0]}", person.Value)).Value.GetString("Sealed");
}
