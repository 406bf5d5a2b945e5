using System.Net;
using System.Text.Json;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Exceptions;
using Outreach.Core.ComplementaryOutreach.Planning;
using Outreach.Functions.ComplementaryOutreach;
using Outreach.Functions.ComplementaryOutreach.Messages;

namespace Outreach.LocalHost.Demonstration;

/// <summary>An agent who plans or approves the insurer's own outreach, over HTTP.</summary>
internal sealed class WaveClient(SignedInClient client, string campaign)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string _campaign = $"api/campaigns/{campaign}";

    /// <summary>Writes the neutral words that the product brings along.</summary>
    public async Task<MessageTemplateAnswer> WriteDefaultWordsAsync(CancellationToken cancellationToken)
    {
        JsonElement words = await client.GetAsync<JsonElement>($"{_campaign}/message-templates/default", cancellationToken);
        return await client.PostAsync<MessageTemplateAnswer>($"{_campaign}/message-templates", words, cancellationToken);
    }

    public Task<MessageTemplateAnswer> ApproveWordsAsync(MessageTemplateAnswer words, CancellationToken cancellationToken) =>
        client.PostAsync<MessageTemplateAnswer>(ApprovalOf(words), body: null, cancellationToken);

    public Task<(HttpStatusCode Status, string Code)> TryApproveWordsAsync(MessageTemplateAnswer words, CancellationToken cancellationToken) =>
        client.TryPostAsync(ApprovalOf(words), body: null, cancellationToken);

    /// <param name="key">The same key is the same wave.</param>
    public async Task<string> PlanAsync(WaveBody plan, string key, CancellationToken cancellationToken) =>
        (await client.PostAsync<WaveAnswer>($"{_campaign}/waves", plan, cancellationToken, key)).WaveId;

    public Task<WaveAnswer> ReadAsync(string wave, CancellationToken cancellationToken) => client.GetAsync<WaveAnswer>($"{_campaign}/waves/{wave}", cancellationToken);

    /// <summary>Until the wave is in a state; told each look.</summary>
    public async Task<WaveAnswer> WaitAsync(string wave, WaveState state, Func<Task>? meanwhile, CancellationToken cancellationToken)
    {
        long begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            WaveAnswer now = await ReadAsync(wave, cancellationToken);
            if (now.State == state.ToString())
            {
                return now;
            }

            StepFailedException.Require(TimeProvider.System.GetElapsedTime(begun) < Patience, $"the wave is still {now.State}");
            await (meanwhile?.Invoke() ?? Task.CompletedTask);
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Looks at the preview, and approves the wave as that says.</summary>
    public async Task<WaveAnswer> ApproveAsync(string wave, CancellationToken cancellationToken) =>
        await client.PostAsync<WaveAnswer>($"{_campaign}/waves/{wave}/approval", await LookAsync(wave, cancellationToken), cancellationToken);

    public async Task<(HttpStatusCode Status, string Code)> TryApproveAsync(string wave, CancellationToken cancellationToken) =>
        await client.TryPostAsync($"{_campaign}/waves/{wave}/approval", await LookAsync(wave, cancellationToken), cancellationToken);

    public Task<WaveAnswer> CancelAsync(string wave, CancellationToken cancellationToken) =>
        client.PostAsync<WaveAnswer>($"{_campaign}/waves/{wave}/cancellation", body: null, cancellationToken);

    public Task<OutreachExceptionAnswer> AskExceptionAsync(ExceptionBody body, string key, CancellationToken cancellationToken) =>
        client.PostAsync<OutreachExceptionAnswer>($"{_campaign}/outreach-exceptions", body, cancellationToken, key);

    public Task<OutreachExceptionAnswer> ApproveExceptionAsync(string exception, CancellationToken cancellationToken) =>
        client.PostAsync<OutreachExceptionAnswer>($"{_campaign}/outreach-exceptions/{exception}/approval", body: null, cancellationToken);

    public Task<(HttpStatusCode Status, string Code)> TryApproveExceptionAsync(string exception, CancellationToken cancellationToken) =>
        client.TryPostAsync($"{_campaign}/outreach-exceptions/{exception}/approval", body: null, cancellationToken);

    public Task<OutreachExceptionAnswer> RevokeExceptionAsync(string exception, CancellationToken cancellationToken) =>
        client.ReadAsync<OutreachExceptionAnswer>(HttpMethod.Delete, $"{_campaign}/outreach-exceptions/{exception}", content: null, cancellationToken);

    private async Task<ApprovalBody> LookAsync(string wave, CancellationToken cancellationToken) => new((await ReadAsync(wave, cancellationToken)).Preview?.CountedAt);

    private string ApprovalOf(MessageTemplateAnswer words) => $"{_campaign}/message-templates/{words.Id}/versions/{words.Version}/approval";
}
