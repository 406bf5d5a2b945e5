using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Outreach.Functions;

FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
OutreachApplication.AddOutreach(builder.Services, builder.Configuration);
OutreachApplication.UseOutreach(builder);
await builder.Build().RunAsync();
