using Microsoft.Extensions.DependencyInjection;
using Outreach.Adapters.ComplementaryOutreach;
using Outreach.Adapters.Register;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Exceptions;
using Outreach.Core.ComplementaryOutreach.Planning;
using Outreach.Core.ComplementaryOutreach.Schedules;
using Outreach.Core.Deletion;
using Outreach.Functions.Storage;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>What planning waves, deciding on them and scheduling them needs.</summary>
internal static class WavePlanningServices
{
    public static IServiceCollection AddWavePlanning(this IServiceCollection services)
    {
        return services
            .AddTable(TablesWaveStore.Table)
            .AddTable(TablesOutreachExceptionStore.Table)
            .AddTable(TablesOutreachScheduleStore.Table)
            .AddSingleton<IWaveStore, TablesWaveStore>()
            .AddSingleton<IOutreachExceptionStore, TablesOutreachExceptionStore>()
            .AddSingleton<IOutreachScheduleStore, TablesOutreachScheduleStore>()
            .AddSingleton<IRegisterPages, TablesRegisterPages>()
            .AddSingleton<WaveJournal>()
            .AddSingleton<WaveFinder>()
            .AddSingleton<WaveClock>()
            .AddSingleton<WavePlanner>()
            .AddSingleton<PlanWaveHandler>()
            .AddSingleton<DecideWaveHandler>()
            .AddSingleton<ChangeWaveHandler>()
            .AddSingleton<ReadWavesHandler>()
            .AddSingleton<AdvanceWaveHandler>()
            .AddSingleton<CountPagesHandler>()
            .AddSingleton<RecordPreviewHandler>()
            .AddExceptions()
            .AddSchedules()
            .AddSingleton<IDeletionDuty, WaveRowsDuty>();
    }

    private static IServiceCollection AddExceptions(this IServiceCollection services) => services
        .AddSingleton<ExceptionJournal>()
        .AddSingleton<ExceptionRoom>()
        .AddSingleton<AskExceptionHandler>()
        .AddSingleton<DecideExceptionHandler>()
        .AddSingleton<ReadExceptionsHandler>()
        .AddSingleton<OutreachExceptionAnswers>();

    private static IServiceCollection AddSchedules(this IServiceCollection services) => services
        .AddSingleton<SetScheduleHandler>()
        .AddSingleton<ScheduledWaves>()
        .AddSingleton<RunSchedulesHandler>();
}
