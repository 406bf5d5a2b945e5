using System.Globalization;
using Fluid;
using Fluid.Values;
using Outreach.Core.Audit.Evidence;
using Outreach.Core.Campaigns;

namespace Outreach.Functions.Audit.Evidence;

/// <summary>What the templates may read, and how they write numbers and dates.</summary>
internal static class EvidenceTemplates
{
    public static TemplateOptions Options()
    {
        var options = new TemplateOptions { MemberAccessStrategy = { MemberNameStrategy = MemberNameStrategies.CamelCase } };
        foreach (Type type in new[]
        {
            typeof(EvidenceAnswer), typeof(EvidenceCampaign), typeof(CampaignPolicy), typeof(EvidenceKey), typeof(ConditionAnswer), typeof(NumberAnswer),
            typeof(ExceptionAnswer), typeof(ListsAnswer), typeof(ErasureAnswer), typeof(CheckAnswer), typeof(CheckpointFacts),
            typeof(AttestationsAnswer), typeof(HabilitationEvidenceAnswer),
            typeof(ProofsAnswer), typeof(ProofAnswer), typeof(ProofOfErasure), typeof(ListProofAnswer), typeof(InclusionAnswer),
        })
        {
            options.MemberAccessStrategy.Register(type);
        }

        options.Filters.AddFilter("count", (input, _, context) => Text(input.ToNumberValue().ToString("N0", context.CultureInfo)));
        options.Filters.AddFilter("instant", (input, _, context) => Text(
            input.ToObjectValue() is DateTimeOffset at ? Instant(at, context.CultureInfo) : ""));
        options.Filters.AddFilter("word", (input, arguments, context) => Text(
            EvidenceWords.Of($"{arguments.At(0).ToStringValue()}.{input.ToStringValue()}", context.CultureInfo.TwoLetterISOLanguageName == "fr")));
        return options;
    }

    /// <summary>With seconds, as they are compared with the trail's; the same instant everywhere.</summary>
    private static string Instant(DateTimeOffset at, CultureInfo culture) =>
        at.UtcDateTime.ToString("d MMMM yyyy HH:mm:ss 'UTC'", culture);

    private static ValueTask<FluidValue> Text(string text) => new(new StringValue(text));
}
