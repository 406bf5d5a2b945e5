using Microsoft.Extensions.Options;
using Outreach.Core.ComplementaryOutreach.Pace;
using Outreach.Functions.ComplementaryOutreach;
using Outreach.Testing.ComplementaryOutreach;
using Xunit;

namespace Outreach.Functions.Tests.ComplementaryOutreach;

public sealed class ChannelOptionsTests
{
    public static TheoryData<Action<PaceOptions>> Wrong =>
    [
        options => options.QuietFrom = "8 pm",
        options => options.QuietFrom = "23:00",
        options => options.QuietUntil = "24:00",
        options => options.QuietUntil = "06:00",
        options => options.QuietDays = "2026-12-24;2026-12-31",
        options => options.QuietDays = "24/12/2026",
        options => options.MessagesPerDay = 999,
        options => options.EmailsPerMinute = 9,
        options => options.SmsPerMinute = 100_001,
        options => options.LettersPerMinute = -1,
    ];

    [Fact]
    public void Read_NothingSaid_IsTheDefault() =>
        Assert.Equal(new PaceRules() with { QuietDays = [] }, new PaceOptions().Read()! with { QuietDays = [] });

    [Fact]
    public void Read_WhatIsSaid_IsTaken()
    {
        PaceRules rules = new PaceOptions { QuietFrom = "19:30", QuietUntil = "09:00", QuietDays = " 2026-12-24, 2026-12-31 ,", MessagesPerDay = 5_000 }.Read()!;

        Assert.Equal((new TimeOnly(19, 30), new TimeOnly(9, 0), 5_000), (rules.QuietFrom, rules.QuietUntil, rules.MessagesPerDay));
        Assert.Equal([new DateOnly(2026, 12, 24), new DateOnly(2026, 12, 31)], rules.QuietDays);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Read_AnythingElse_IsNotRead(Action<PaceOptions> spoil)
    {
        ArgumentNullException.ThrowIfNull(spoil);
        var options = new PaceOptions();
        spoil(options);

        Assert.Null(options.Read());
    }

    [Fact]
    public void Validate_DispatchersKeys_ArePublicOrAreRefusedUnquoted()
    {
        using var world = new BatchesWorld();
        var options = new DispatcherOptions();
        var validator = new DispatcherOptionsValidator();

        Assert.True(validator.Validate(name: null, options).Succeeded);
        options.Sms.PublicKey = world.PublicKey;
        Assert.True(validator.Validate(name: null, options).Succeeded);
        options.Letter.PublicKey = world.PrivateKey;
        ValidateOptionsResult refused = validator.Validate(name: null, options);

        Assert.StartsWith("Outreach__Dispatchers__Letter__PublicKey: this is a private key", Assert.Single(refused.Failures!), StringComparison.Ordinal);
    }
}
