using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Outreach.Functions.Access;
using Outreach.Functions.Access.Habilitations;
using Outreach.Functions.Audit;
using Outreach.Functions.Audit.Evidence;
using Outreach.Functions.Campaigns;
using Outreach.Functions.ComplementaryOutreach;
using Outreach.Functions.ComplementaryOutreach.Messages;
using Outreach.Functions.Contacts;
using Outreach.Functions.Deletion;
using Outreach.Functions.Http;
using Outreach.Functions.Lists;
using Outreach.Functions.Lists.Page;
using Outreach.Functions.Mail;
using Outreach.Functions.Register;
using Outreach.Functions.Storage;

namespace Outreach.Functions;

/// <summary>Puts the application together, the same for every host.</summary>
public static class OutreachApplication
{
    /// <summary>Adds every capability. A host that brings its own clock, credential, campaign keys or mail registers them before.</summary>
    public static IServiceCollection AddOutreach(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddStartGuard(configuration)
            .AddStorage(configuration)
            .AddPublicAddress(configuration)
            .AddAccess(configuration)
            .AddHabilitations()
            .AddAudit(configuration)
            .AddCampaigns(configuration)
            .AddRegister(configuration)
            .AddContacts()
            .AddObjections(configuration)
            .AddMessages(configuration)
            .AddWavePlanning()
            .AddLists()
            .AddWaveSending()
            .AddListPage(configuration)
            .AddDeletion(configuration)
            .AddMail(configuration)
            .AddOutreachChannels(configuration)
            .AddNotices(configuration)
            .AddEvidence(configuration);
    }

    /// <summary>Errors outermost, then access: nothing of the product runs before a caller is admitted.</summary>
    public static IFunctionsWorkerApplicationBuilder UseOutreach(this IFunctionsWorkerApplicationBuilder application)
    {
        ArgumentNullException.ThrowIfNull(application);
        application.UseMiddleware<UnexpectedErrorMiddleware>();
        application.UseMiddleware<AccessMiddleware>();
        return application;
    }
}
