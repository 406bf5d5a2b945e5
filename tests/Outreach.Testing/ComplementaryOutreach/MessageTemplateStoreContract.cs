using Outreach.Core;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Messages;
using Outreach.Testing.Campaigns;
using Xunit;

namespace Outreach.Testing.ComplementaryOutreach;

/// <summary>What every <see cref="IMessageTemplateStore"/> promises.</summary>
public abstract class MessageTemplateStoreContract
{
    protected abstract Task<IMessageTemplateStore> CreateAsync();

    [Fact]
    public async Task Find_NeverAdded_IsNull()
    {
        IMessageTemplateStore store = await CreateAsync();
        MessageTemplate template = New();
        await store.AddAsync(template, default);

        Assert.Null(await store.FindAsync(template.Campaign, template.Id, 2, default));
        Assert.Null(await store.FindAsync(template.Campaign, "other", 1, default));
        Assert.Null(await store.FindAsync(New().Campaign, template.Id, 1, default));
    }

    [Fact]
    public async Task Add_New_IsFoundAsWrittenToTheTick()
    {
        IMessageTemplateStore store = await CreateAsync();
        MessageTemplate template = New() with
        {
            State = TemplateState.Approved,
            CreatedAt = SampleCampaign.Opens.AddTicks(1),
            Approver = $"Insurer:{new string('b', 32)}",
            ApprovedAt = SampleCampaign.Opens.AddTicks(2),
        };

        Assert.True(await store.AddAsync(template, default));

        AssertSame(template, (await store.FindAsync(template.Campaign, template.Id, 1, default))!.Value);
    }

    [Fact]
    public async Task Add_LongestWordsInSomeChannels_IsFoundAsWritten()
    {
        IMessageTemplateStore store = await CreateAsync();
        var longest = new TemplateText(new string('é', MessageLimits.WrittenSubject), new string('"', MessageLimits.WrittenBody));
        MessageTemplate template = New() with
        {
            Texts = new[] { OutreachChannel.Email, OutreachChannel.Letter }.ToDictionary(
                channel => channel, _ => (IReadOnlyDictionary<string, TemplateText>)new Dictionary<string, TemplateText>(StringComparer.Ordinal) { ["fr"] = longest, ["en"] = longest }),
        };

        Assert.True(await store.AddAsync(template, default));

        AssertSame(template, (await store.FindAsync(template.Campaign, template.Id, 1, default))!.Value);
    }

    [Fact]
    public async Task Add_SameVersionTwice_IsRefusedAndChangesNothing()
    {
        IMessageTemplateStore store = await CreateAsync();
        MessageTemplate template = New();
        await store.AddAsync(template, default);

        Assert.False(await store.AddAsync(template with { Author = "another" }, default));
        Assert.True(await store.AddAsync(template with { Version = 2 }, default));

        Assert.Equal(template.Author, (await store.FindAsync(template.Campaign, template.Id, 1, default))?.Value.Author);
    }

    [Fact]
    public async Task Replace_OldVersion_IsRefusedAndChangesNothing()
    {
        IMessageTemplateStore store = await CreateAsync();
        MessageTemplate template = New();
        await store.AddAsync(template, default);
        Versioned<MessageTemplate> read = (await store.FindAsync(template.Campaign, template.Id, 1, default))!;

        Assert.True(await store.ReplaceAsync(template with { State = TemplateState.Approved }, read.ETag, default));
        Assert.False(await store.ReplaceAsync(template with { State = TemplateState.Retired }, read.ETag, default));

        Assert.Equal(TemplateState.Approved, (await store.FindAsync(template.Campaign, template.Id, 1, default))?.Value.State);
    }

    [Fact]
    public async Task List_Several_IsEachOnceOfItsCampaignAlone()
    {
        IMessageTemplateStore store = await CreateAsync();
        MessageTemplate template = New();
        await store.AddAsync(template, default);
        await store.AddAsync(template with { Version = 2 }, default);
        await store.AddAsync(template with { Id = "information-b" }, default);
        await store.AddAsync(New(), default);

        List<string> listed = [];
        await foreach (MessageTemplate one in store.ListAsync(template.Campaign, default))
        {
            listed.Add($"{one.Id} {one.Version}");
        }

        Assert.Equal(["information 1", "information 2", "information-b 1"], listed.Order(StringComparer.Ordinal));
    }

    private static MessageTemplate New() => SampleTemplate.Create($"c{RandomId.Create()[..12]}");

    private static void AssertSame(MessageTemplate expected, MessageTemplate found)
    {
        Assert.True(TemplateDraft.Says(found, expected.Texts));
        Assert.Equal(expected, found with { Texts = expected.Texts });
    }
}
