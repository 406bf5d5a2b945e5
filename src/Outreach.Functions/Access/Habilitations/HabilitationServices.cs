using Microsoft.Extensions.DependencyInjection;
using Outreach.Adapters.Access;
using Outreach.Core.Access.Habilitations;
using Outreach.Core.Access.SignIn;
using Outreach.Core.Deletion;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Access.Habilitations;

/// <summary>What every call is checked against besides its token: habilitations, and whom a sign-in named before.</summary>
internal static class HabilitationServices
{
    public static IServiceCollection AddHabilitations(this IServiceCollection services) => services
        .AddTable(TablesHabilitationStore.Table)
        .AddSingleton<HabilitationNames>()
        .AddSingleton<IHabilitationStore, TablesHabilitationStore>()
        .AddSingleton<IDeletionDuty, HabilitationsDuty>()
        .AddSingleton<HabilitationJournal>()
        .AddSingleton<GrantHabilitationHandler>()
        .AddSingleton<RevokeHabilitationHandler>()
        .AddSingleton<ListHabilitationsHandler>()
        .AddSingleton<RequireHabilitationHandler>()
        .AddTable(TablesSignInBindingStore.Table)
        .AddSingleton<ISignInBindingStore, TablesSignInBindingStore>()
        .AddSingleton<IDeletionDuty, SignInBindingsDuty>()
        .AddSingleton<BindSignInHandler>();
}
