using Outreach.Adapters.Register;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Register;
using Outreach.Core.Register.Import;
using Outreach.Core.Register.Synthetic;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Adapters.Tests.Register;

public sealed class RegisterPackerTests
{
    private static readonly CampaignId Campaign = CampaignId.Parse("spring-2027");

    private static readonly IReadOnlyList<RegisterPlacement> People =
    [
        .. SyntheticPeople.Of(new SyntheticPopulation(SamplePeople.Doctors) { PatientsPerDoctor = 400 }).Select(person => new RegisterPlacement(
            person.Person, [.. person.TreatingDoctors.Select(doctor => SamplePeople.Pseudonyms.For(Campaign, doctor))])),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2_000)]
    [InlineData(50_000)]
    [InlineData(RegisterPacker.DefaultLimit)]
    public async Task Pack_WhateverMayBeKeptBack_EveryPartitionIsWholeAndEndsOnce(int limit)
    {
        List<RegisterEnvelope> envelopes = await new RegisterPacker(Campaign, 3, limit).PackAsync(People.ToAsyncEnumerable(), default).ToListAsync();

        foreach (IGrouping<string, RegisterEnvelope> partition in envelopes.GroupBy(envelope => envelope.Key.Partition, StringComparer.Ordinal))
        {
            Assert.Equal(Enumerable.Range(0, partition.Count()), partition.Select(envelope => envelope.Key.Number));
            Assert.True(partition.Last().IsLast);
            Assert.Single(partition, envelope => envelope.IsLast);
        }

        int placements = People.Sum(person => Math.Max(person.Practitioners.Count, 1));
        Assert.Equal(placements, envelopes.Sum(envelope => envelope.People.Count));
        PractitionerRef doctor = SamplePeople.Pseudonyms.For(Campaign, SamplePeople.Doctors[1]);
        Assert.Equal(People.Where(p => p.Practitioners.Contains(doctor)).Select(p => p.Person), Open(envelopes, RegisterRowKey.PartitionOf(Campaign, doctor)));
    }

    [Fact]
    public async Task Seal_AFullEnvelopeOfLongNames_FitsAStringColumn()
    {
        InsuredPerson longest = People[0].Person with { FamilyName = new string('é', 100), GivenName = new string('é', 100), City = new string('é', 100) };
        IAsyncEnumerable<RegisterPlacement> people = Enumerable.Repeat(new RegisterPlacement(longest, [new PractitionerRef(new string('f', 32))]), 200).ToAsyncEnumerable();

        List<RegisterEnvelope> envelopes = await new RegisterPacker(Campaign, int.MaxValue / 100, RegisterPacker.DefaultLimit).PackAsync(people, default).ToListAsync();

        Assert.True(envelopes.Count > 1);
        Assert.All(envelopes, envelope => Assert.InRange(envelope.Seal(SamplePeople.Secret.RegisterKey).Length, 1, 32_768));
    }

    private static IEnumerable<InsuredPerson> Open(IEnumerable<RegisterEnvelope> envelopes, string partition) => envelopes
        .Where(envelope => envelope.Key.Partition == partition)
        .SelectMany(envelope => RegisterEnvelope.Open(
            envelope.Seal(SamplePeople.Secret.RegisterKey), envelope.Key, SamplePeople.Secret.RegisterKey).People);
}
