using System.CommandLine;
using Microsoft.Extensions.Options;
using Outreach.LocalHost.Commands;
using Outreach.LocalHost.Demonstration;

var root = new RootCommand("Outreach on one machine: runs the functions, their storage emulator and a development sign-in.") { ServeCommand.Port };
root.SetAction((arguments, cancellationToken) => ServeCommand.RunAsync(arguments.GetValue(ServeCommand.Port), cancellationToken));

var demo = new Command("demo", "Plays the whole story over HTTP and says of each step whether it held.") { ServeCommand.Port };
demo.SetAction((arguments, cancellationToken) => DemoCommand.RunAsync(arguments.GetValue(ServeCommand.Port), cancellationToken));
root.Subcommands.Add(demo);

var doctor = new Option<string>("--doctor") { Description = "A synthetic doctor of the development sign-in.", DefaultValueFactory = _ => Story.FirstDoctor };
var campaign = new Option<string>("--campaign") { Description = "The campaign to ask in.", DefaultValueFactory = _ => DemonstrationCampaign.Id };
var link = new Command("link", "Asks a running host for a list as a synthetic doctor, and prints its secure link.") { ServeCommand.Port, doctor, campaign };
link.SetAction((arguments, cancellationToken) => LinkCommand.RunAsync(
    arguments.GetValue(ServeCommand.Port), arguments.GetRequiredValue(doctor), arguments.GetRequiredValue(campaign), cancellationToken));
root.Subcommands.Add(link);

var person = new Option<int>("--person") { Description = "Which person of the demonstration's extract, from 1.", DefaultValueFactory = _ => 1 };
var contactLink = new Command("contact-link", "Prints the link that a message to a synthetic person would hold: to object, or to read what is kept.") { ServeCommand.Port, person, campaign };
contactLink.SetAction((arguments, cancellationToken) => ContactLinkCommand.RunAsync(
    arguments.GetValue(ServeCommand.Port), arguments.GetValue(person), arguments.GetRequiredValue(campaign), cancellationToken));
root.Subcommands.Add(contactLink);
root.Subcommands.Add(RegisterCommand.Create());
root.Subcommands.Add(AuditCommand.Create());

var keys = new Command("keys", "Prints this machine's function keys and where they are kept.");
keys.SetAction(_ => KeysCommand.Run(Console.Out));
root.Subcommands.Add(keys);

try
{
    // Two seconds, the default, are too few to end what is under way and to stop the emulator, which writes its data last.
    return await root.Parse(args).InvokeAsync(
        new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
}
catch (OperationCanceledException)
{
    // Told to stop before it was ready; what was started has been stopped.
    return 130;
}
catch (OptionsValidationException wrong)
{
    Console.Error.WriteLine("These settings are wrong:");
    foreach (string fault in wrong.Failures)
    {
        Console.Error.WriteLine($"  {fault}");
    }

    return 2;
}
catch (IOException inUse) when (inUse.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    Console.Error.WriteLine("The port is in use. Stop what listens there, or choose another with --port.");
    return 2;
}
catch (InvalidOperationException refused)
{
    Console.Error.WriteLine(refused.Message);
    return 2;
}
