using Npgsql;
using NpgsqlTypes;
using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.Register;

namespace Outreach.Benchmarks;

/// <summary>The same people and the same ledger in two tables in clear, and the selection as one query.</summary>
internal sealed class PostgresSelection(PostgresServer server)
{
    private const string Tables = """
        CREATE TABLE people (ref uuid NOT NULL, id text NOT NULL, family_name text NOT NULL, given_name text NOT NULL, birth_date date NOT NULL, phone text NOT NULL,
          email text NOT NULL, street text NOT NULL, postal_code text NOT NULL, city text NOT NULL, department text NOT NULL,
          vaccinated boolean NOT NULL, objected boolean NOT NULL, deceased boolean NOT NULL);
        CREATE TABLE contacts (ref uuid NOT NULL, claimed boolean NOT NULL, objected boolean NOT NULL);
        """;

    private const string Finish = "ALTER TABLE contacts ADD PRIMARY KEY (ref); VACUUM ANALYZE people; VACUUM ANALYZE contacts;";

    private const string AntiJoin = """
        SELECT department, CASE WHEN email <> '' THEN 0 WHEN phone <> '' THEN 1 ELSE 2 END AS channel, count(*)
        FROM people LEFT JOIN contacts ON contacts.ref = people.ref AND (contacts.claimed OR contacts.objected)
        WHERE contacts.ref IS NULL AND NOT people.deceased AND NOT people.vaccinated AND NOT people.objected AND department = ANY ($1)
          AND (email <> '' OR phone <> '' OR (street <> '' AND postal_code <> '' AND city <> ''))
        GROUP BY 1, 2
        """;

    /// <summary>Which PostgreSQL this is, as it says itself.</summary>
    public async Task<string> FindVersionAsync()
    {
        await using NpgsqlConnection connection = await server.OpenAsync();
        await using var command = new NpgsqlCommand("SHOW server_version", connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    public async Task LoadAsync(SelectionPeople people, CampaignSecret secret)
    {
        await using NpgsqlConnection connection = await server.OpenAsync();
        await RunAsync(connection, Tables);
        await using (NpgsqlBinaryImporter rows = await connection.BeginBinaryImportAsync("COPY people FROM STDIN (FORMAT BINARY)"))
        {
            foreach ((InsuredPerson person, _) in people.All())
            {
                await rows.StartRowAsync();
                await rows.WriteAsync(Guid.Parse(secret.For(person.Id).Value), NpgsqlDbType.Uuid);
                await rows.WriteAsync(person.Id.Value, NpgsqlDbType.Text);
                await rows.WriteAsync(person.FamilyName, NpgsqlDbType.Text);
                await rows.WriteAsync(person.GivenName, NpgsqlDbType.Text);
                await rows.WriteAsync(person.BirthDate, NpgsqlDbType.Date);
                await rows.WriteAsync(person.Phone, NpgsqlDbType.Text);
                await rows.WriteAsync(person.Email, NpgsqlDbType.Text);
                await rows.WriteAsync(person.Street, NpgsqlDbType.Text);
                await rows.WriteAsync(person.PostalCode, NpgsqlDbType.Text);
                await rows.WriteAsync(person.City, NpgsqlDbType.Text);
                await rows.WriteAsync(person.Department, NpgsqlDbType.Text);
                await rows.WriteAsync(person.Vaccinated, NpgsqlDbType.Boolean);
                await rows.WriteAsync(person.Objected, NpgsqlDbType.Boolean);
                await rows.WriteAsync(person.Deceased, NpgsqlDbType.Boolean);
            }

            await rows.CompleteAsync();
        }

        await LoadContactsAsync(connection, people, secret);
        foreach (string statement in Finish.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            await RunAsync(connection, statement);
        }
    }

    /// <summary>Whom the wave would reach, by department and channel.</summary>
    public async Task<Dictionary<(string Department, OutreachChannel Channel), long>> CountAsync()
    {
        await using NpgsqlConnection connection = await server.OpenAsync();
        await using var command = new NpgsqlCommand(AntiJoin, connection) { Parameters = { new NpgsqlParameter { Value = SelectionPeople.Departments.ToArray() } } };
        Dictionary<(string, OutreachChannel), long> counts = [];
        await using NpgsqlDataReader rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            counts.Add((rows.GetString(0), (OutreachChannel)rows.GetInt32(1)), rows.GetInt64(2));
        }

        return counts;
    }

    private static async Task LoadContactsAsync(NpgsqlConnection connection, SelectionPeople people, CampaignSecret secret)
    {
        await using NpgsqlBinaryImporter rows = await connection.BeginBinaryImportAsync("COPY contacts FROM STDIN (FORMAT BINARY)");
        IEnumerable<(string Ref, bool Objected)> known = people.All()
            .Where(entry => entry.Contact is not null).Select(entry => (secret.For(entry.Person.Id).Value, entry.Contact!.Objection is not null));
        IEnumerable<(string Ref, bool Objected)> others = Enumerable.Range(0, people.Others).Select(_ => (RandomId.Create(), false));
        foreach ((string name, bool objected) in known.Concat(others))
        {
            await rows.StartRowAsync();
            await rows.WriteAsync(Guid.Parse(name), NpgsqlDbType.Uuid);
            await rows.WriteAsync(!objected, NpgsqlDbType.Boolean);
            await rows.WriteAsync(objected, NpgsqlDbType.Boolean);
        }

        await rows.CompleteAsync();
    }

    private static async Task RunAsync(NpgsqlConnection connection, string statement)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }
}
