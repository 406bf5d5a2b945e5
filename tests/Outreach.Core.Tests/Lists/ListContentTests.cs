using Outreach.Core.Lists;
using Outreach.Core.Register;
using Xunit;

namespace Outreach.Core.Tests.Lists;

public sealed class ListContentTests
{
    [Theory]
    [InlineData(0, 4096)]
    [InlineData(40, 4096)]
    [InlineData(130, 12288)]
    public void Render_AnyCount_IsPaddedToWholeSteps(int rows, int size) =>
        Assert.Equal(size, ListContent.Render(People(rows)).Length);

    [Fact]
    public void Read_WhatWasRendered_IsTheFixedColumnsWithoutIdentifierOrStatus()
    {
        byte[] content = ListContent.Render(People(2));

        IReadOnlyList<ListRow> rows = ListContent.Read(content)!;

        Assert.Equal(["FAMILLE0", "FAMILLE1"], rows.Select(row => row.FamilyName));
        Assert.Equal("1970-01-31", rows[0].BirthDate);
        string text = System.Text.Encoding.UTF8.GetString(content);
        Assert.DoesNotContain("279035121518989", text, StringComparison.Ordinal);
        Assert.DoesNotContain("accinat", text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"columns\":[\"ref\"],\"rows\":[]}")]
    [InlineData("{\"columns\":[\"ref\",\"familyName\",\"givenName\",\"birthDate\",\"phone\",\"postalCode\",\"city\"],\"rows\":[[\"1\"]]}")]
    public void Read_AnotherShape_IsNull(string text) => Assert.Null(ListContent.Read(System.Text.Encoding.UTF8.GetBytes(text)));

    private static IReadOnlyList<(RowRef, InsuredPerson)> People(int count) => [.. Enumerable.Range(0, count).Select(i => (
        new RowRef((ulong)i),
        new InsuredPerson
        {
            Id = new PatientId("1.2.250.1.213.1.4.11", "279035121518989"),
            FamilyName = $"FAMILLE{i}",
            GivenName = "Prénom",
            BirthDate = new DateOnly(1970, 1, 31),
            Phone = "+33199000000",
            City = "Ville",
            PostalCode = "75001",
            Department = "75",
        }))];
}
