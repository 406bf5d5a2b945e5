using Microsoft.Extensions.DependencyInjection;
using Outreach.Adapters.Lists;
using Outreach.Core.Lists;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Lists;

/// <summary>What the capability Lists needs.</summary>
internal static class ListServices
{
    public static IServiceCollection AddLists(this IServiceCollection services) => services
        .AddTable(TablesListStore.Table)
        .AddTable(TablesListRequestStore.RequestsTable)
        .AddTable(TablesListRequestStore.DoctorsTable)
        .AddListsContainer(BlobSealedStore.Container)
        .AddSingleton<IListStore, TablesListStore>()
        .AddSingleton<IListRequestStore, TablesListRequestStore>()
        .AddSingleton<BlobReadAddresses>()
        .AddSingleton<ISealedBlobStore, BlobSealedStore>()
        .AddSingleton<ListAccess>()
        .AddSingleton<ListComposer>()
        .AddSingleton<ListSealer>()
        .AddSingleton<ListKeeper>()
        .AddSingleton<OpeningJournal>()
        .AddSingleton<KeyRelease>()
        .AddSingleton<WithdrawalPolicy>()
        .AddSingleton<NecessityComments>()
        .AddSingleton<ListRequestJournal>()
        .AddSingleton<RequestListHandler>()
        .AddSingleton<GetListRequestHandler>()
        .AddSingleton<BuildListHandler>()
        .AddSingleton<OpenListHandler>()
        .AddSingleton<GetWithdrawalsHandler>();
}
