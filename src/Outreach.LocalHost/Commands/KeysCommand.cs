using Microsoft.Azure.Functions.Worker;
using Outreach.LocalHost.Hosting;
using Outreach.LocalHost.Http;
using Outreach.LocalHost.Settings;

namespace Outreach.LocalHost.Commands;

/// <summary>`keys`: prints the keys of this machine's host. The one place that does: nothing else prints or logs them.</summary>
internal static class KeysCommand
{
    public static int Run(TextWriter output)
    {
        Print(new KeyFiles(LocalFolder.Find()), FunctionCatalog.Of(LocalFunctionsApp.Outreach.Assembly.GetTypes()), output);
        return 0;
    }

    internal static void Print(KeyFiles files, FunctionCatalog catalog, TextWriter output)
    {
        output.WriteLine($"Keys of this machine's host, from {files.Folder}:");
        Print(output, "everything, and /admin", files.Host.Master);
        Print(output, "every function of level Function", [.. files.Host.Function]);
        Print(output, "every function of level System", [.. files.Host.System]);
        foreach (FunctionEntry function in catalog.Functions.Where(function => function.Http is not null && function.AuthLevel == AuthorizationLevel.Function))
        {
            Print(output, function.Name, [.. files.Of(function.Name)]);
        }

        output.WriteLine("Send one as the header x-functions-key, or as ?code= in the address.");
    }

    private static void Print(TextWriter output, string opens, params NamedKey[] keys)
    {
        foreach (NamedKey key in keys)
        {
            output.WriteLine($"  {key.Name,-12} {key.Value}  {opens}");
        }
    }
}
