using System.Globalization;
using System.Reflection;
using System.Text;
using Outreach.LocalHost.Hosting;
using Xunit;

namespace Outreach.LocalHost.Tests.Hosting;

/// <summary>The converters of the Functions worker (src/DotNetWorker.Core/Converters), by type and text.</summary>
public sealed class RouteValueTests
{
    public static TheoryData<string, string?, object?> Fitting => new()
    {
        { "text", "True", "True" },
        { "text", null, null },
        { "number", "12", 12 },
        { "maybe", null, null },
        { "maybe", "7", 7 },
        { "withDefault", null, 5 },
        { "flag", "true", true },
        { "day", "1", DayOfWeek.Monday },
        { "id", "{0f8fad5b-d9cb-469f-a165-70867728950e}", Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e") },
        { "time", "2026-11-24", DateTime.Parse("2026-11-24", CultureInfo.InvariantCulture) },
        { "bytes", "ab", Encoding.UTF8.GetBytes("ab") },
    };

    [Theory]
    [MemberData(nameof(Fitting))]
    public void Convert_WhatTheWorkerTakes_IsTheSame(string parameter, string? text, object? value) => Assert.Equal(value, RouteValue.Convert(text, Named(parameter)));

    [Theory]
    [InlineData("number", "twelve")]
    [InlineData("number", "012")]
    [InlineData("number", null)]
    [InlineData("flag", "True")]
    [InlineData("day", "Monday")]
    [InlineData("id", "no id")]
    public void Convert_WhatTheWorkerRefuses_IsRefusedAndNotQuoted(string parameter, string? text)
    {
        string said = Assert.Throws<FormatException>(() => RouteValue.Convert(text, Named(parameter))).Message;

        Assert.Contains($"'{parameter}'", said, StringComparison.Ordinal);
        Assert.DoesNotContain(text ?? "twelve", said, StringComparison.Ordinal);
    }

    private static ParameterInfo Named(string name) =>
        typeof(RouteValueTests).GetMethod(nameof(Declared), BindingFlags.Static | BindingFlags.NonPublic)!.GetParameters().Single(parameter => parameter.Name == name);

    private static void Declared(string? text, int number, int? maybe, bool flag, DayOfWeek day, Guid id, DateTime time, byte[] bytes, int withDefault = 5) =>
        _ = (text, number, maybe, flag, day, id, time, bytes, withDefault);
}
