using Microsoft.Extensions.DependencyInjection;
using Outreach.Adapters.Contacts;
using Outreach.Core.Contacts;
using Outreach.Core.Deletion;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Contacts;

/// <summary>What the capability Contacts needs.</summary>
internal static class ContactServices
{
    public static IServiceCollection AddContacts(this IServiceCollection services) => services
        .AddTable(TablesContactLedger.Table)
        .AddSingleton<IContactLedger, TablesContactLedger>()
        .AddSingleton<ContactBooks>()
        .AddSingleton<ListClaims>()
        .AddSingleton<RowFinder>()
        .AddSingleton<CloseRowHandler>()
        .AddSingleton<CountContactsHandler>()
        .AddSingleton<IDeletionDuty, ContactRowsDuty>();
}
