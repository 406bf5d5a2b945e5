using Azure;
using Azure.Data.Tables;
using Outreach.Adapters.Storage;
using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;

namespace Outreach.Adapters.Contacts;

/// <summary>Whether an act is open or has ended, in two rows: a state, and one that is there while it is open.</summary>
/// <remarks>
/// Eight shares of a wave list people at once. Were the state written over by each of them, to be sure that the act is open, all but one would lose and try again;
/// that a row is there can be presupposed without changing it.
/// </remarks>
internal sealed class ContactActStates(TableClient table)
{
    private const string State = "State";
    private const string Begun = "open";
    private const string Ended = "ended";
    private const int MostTries = 20;

    /// <summary>Writes rows beside the state of an act that is open, or was never seen. False, and nothing written, once it has ended.</summary>
    public async Task<bool> TryWriteAsync(CampaignId campaign, ContactAct act, IReadOnlyList<TableEntity> rows, CancellationToken cancellationToken)
    {
        TableEntity state = StateRow(campaign, act, Begun), open = OpenRow(state);
        TableTransactionAction[] writes = [.. rows.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row))];

        // A list lists its people once; a wave does so a thousand times.
        bool isNew = act.Side == ContactSide.Practitioner;
        for (int i = 0; i < MostTries; i++)
        {
            TableTransactionAction[] condition = isNew
                ? [new(TableTransactionActionType.Add, state), new(TableTransactionActionType.Add, open)]

                // Merges nothing, and fails where there is no such row.
                : [new(TableTransactionActionType.UpdateMerge, open, ETag.All)];
            if (await table.TryTransactAsync([.. condition, .. writes], cancellationToken) is not null)
            {
                return true;
            }

            bool? ended = await FindEndedAsync(campaign, act, cancellationToken);
            if (ended is true)
            {
                return false;
            }

            isNew = ended is null;
        }

        throw new TransientDependencyException("An act of the contact ledger changes all the time.");
    }

    /// <summary>Null when nothing is kept of the act.</summary>
    public async Task<bool?> FindEndedAsync(CampaignId campaign, ContactAct act, CancellationToken cancellationToken)
    {
        ContactRowKey key = ContactRowKey.StateOf(campaign, act);
        return await table.FindAsync(key.Partition, key.Row, cancellationToken) is { } row ? row.GetString(State) == Ended : null;
    }

    public async Task EndAsync(CampaignId campaign, ContactAct act, CancellationToken cancellationToken)
    {
        TableEntity ended = StateRow(campaign, act, Ended);
        for (int i = 0; i < MostTries; i++)
        {
            TableTransactionAction[]? actions = await FindEndedAsync(campaign, act, cancellationToken) switch
            {
                true => null,
                false => [new(TableTransactionActionType.UpsertReplace, ended), new(TableTransactionActionType.Delete, OpenRow(ended), ETag.All)],
                null => [new(TableTransactionActionType.Add, ended)],
            };
            if (actions is null || await table.TryTransactAsync(actions, cancellationToken) is not null)
            {
                return;
            }
        }

        throw new TransientDependencyException("An act of the contact ledger changes all the time.");
    }

    /// <summary>Forgets whether the act ended: nothing is written beside it from then on.</summary>
    public async Task ForgetAsync(CampaignId campaign, ContactAct act, CancellationToken cancellationToken)
    {
        // Both together. Of an act that has ended there is one only.
        ContactRowKey key = ContactRowKey.StateOf(campaign, act);
        var state = new TableEntity(key.Partition, key.Row);
        TableTransactionAction[] both = [.. new[] { OpenRow(state), state }.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All))];
        if (await table.TryTransactAsync(both, cancellationToken) is null)
        {
            await table.DeleteIfExistsAsync(key.Partition, key.Row, cancellationToken);
        }
    }

    private static TableEntity OpenRow(TableEntity state) => new(state.PartitionKey, ContactRowKey.OpenRow);

    private static TableEntity StateRow(CampaignId campaign, ContactAct act, string state)
    {
        ContactRowKey key = ContactRowKey.StateOf(campaign, act);
        return new TableEntity(key.Partition, key.Row) { [State] = state };
    }
}
