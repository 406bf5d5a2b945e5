using Microsoft.Extensions.DependencyInjection;
using Outreach.Adapters.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Sending;
using Outreach.Core.Deletion;
using Outreach.Functions.Storage;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>What sending an approved wave needs.</summary>
internal static class SendingServices
{
    public static IServiceCollection AddWaveSending(this IServiceCollection services) => services
        .AddTable(TablesOutboxStore.Table)
        .AddTable(TablesShareTallies.Table)
        .AddSingleton<IOutboxStore, TablesOutboxStore>()
        .AddSingleton<IWaveAllowances, TablesWaveAllowances>()
        .AddSingleton<IShareTallies, TablesShareTallies>()
        .AddSingleton<IWaveTallies>(provider => provider.GetRequiredService<IShareTallies>())
        .AddSingleton<WaveRuns>()
        .AddSingleton<WaveClaims>()
        .AddSingleton<MessageWriter>()
        .AddSingleton<Solicitations>()
        .AddSingleton<PagePlanner>()
        .AddSingleton<PartSender>()
        .AddSingleton<PartReceipts>()
        .AddSingleton<PageSender>()
        .AddSingleton<PageWork>()
        .AddSingleton<StartWaveHandler>()
        .AddSingleton<SendPageHandler>()
        .AddSingleton<ReconcileWaveHandler>()
        .AddSingleton<SettleWaveHandler>()
        .AddSingleton<ReportDeliveriesHandler>()
        .AddSingleton<IDeletionDuty, OutboxRowsDuty>();
}
