using Microsoft.Extensions.Options;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Batches;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>One dispatcher: whoever sends what a batch holds.</summary>
public sealed class DispatcherSettings
{
    /// <summary>A public JWK (EC, P-256) in one line. Empty: there is no such channel.</summary>
    public string PublicKey { get; set; } = "";
}

/// <summary>Settings `Outreach__Dispatchers__*`: to whom SMS and letters are sealed.</summary>
public sealed class DispatcherOptions
{
    public DispatcherSettings Sms { get; set; } = new();

    public DispatcherSettings Letter { get; set; } = new();

    public IEnumerable<(OutreachChannel Channel, string PublicKey)> Keys =>
        new[] { (OutreachChannel.Sms, Sms.PublicKey), (OutreachChannel.Letter, Letter.PublicKey) }.Where(key => key.Item2.Length > 0);
}

/// <summary>Each wrong key is named, its value never: somebody may have given a private one.</summary>
public sealed class DispatcherOptionsValidator : IValidateOptions<DispatcherOptions>
{
    public ValidateOptionsResult Validate(string? name, DispatcherOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> faults = [];
        foreach ((OutreachChannel channel, string text) in options.Keys)
        {
            if (DispatcherKey.Read(text, out string fault) is null)
            {
                faults.Add($"Outreach__Dispatchers__{channel}__PublicKey: {fault}");
            }
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
