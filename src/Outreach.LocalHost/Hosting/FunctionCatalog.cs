using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Outreach.LocalHost.Hosting;

/// <summary>Every function of an application, found by its attribute, in the order of their names.</summary>
public sealed class FunctionCatalog
{
    private readonly SortedDictionary<string, FunctionEntry> _byName;

    private FunctionCatalog(SortedDictionary<string, FunctionEntry> byName) => _byName = byName;

    public IReadOnlyCollection<FunctionEntry> Functions => _byName.Values;

    public FunctionEntry? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The functions of these types.</summary>
    /// <param name="only">`functions` of host.json: the names of those to load. Null loads all.</param>
    /// <exception cref="InvalidOperationException">Functions that are not declared well; all of them, each with what is wrong.</exception>
    public static FunctionCatalog Of(IEnumerable<Type> types, IReadOnlyCollection<string>? only = null)
    {
        ArgumentNullException.ThrowIfNull(types);
        List<string> faults = [];
        SortedDictionary<string, FunctionEntry> byName = new(StringComparer.OrdinalIgnoreCase);
        foreach (MethodInfo method in types.SelectMany(type => type.GetMethods(
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)))
        {
            if (!method.IsDefined(typeof(FunctionAttribute), inherit: false)
                || method.GetCustomAttribute<FunctionAttribute>() is not { } function
                || only?.Contains(function.Name, StringComparer.OrdinalIgnoreCase) == false)
            {
                continue;
            }

            string where = $"{method.DeclaringType!.Name}.{method.Name}";
            (ParameterInfo Parameter, TriggerBindingAttribute Trigger)[] triggers = [.. Triggers(method)];
            if (triggers.Length != 1)
            {
                faults.Add($"{where}: a function has exactly one trigger; this one has {triggers.Length}.");
                continue;
            }

            var entry = new FunctionEntry(function.Name, method, triggers[0].Parameter, triggers[0].Trigger);
            faults.AddRange(DeclarationFaults.Of(entry).Select(fault => $"{where}: {fault}"));
            if (!byName.TryAdd(function.Name, entry))
            {
                faults.Add($"{where}: another function is named '{function.Name}'.");
            }
        }

        faults.AddRange(HttpDeclarationFaults.Between([.. byName.Values.Where(function => function.Http is not null)]));
        return faults.Count == 0
            ? new FunctionCatalog(byName)
            : throw new InvalidOperationException($"These functions are not declared well:{Environment.NewLine}{string.Join(Environment.NewLine, faults)}");
    }

    private static IEnumerable<(ParameterInfo, TriggerBindingAttribute)> Triggers(MethodInfo method) =>
        from parameter in method.GetParameters()
        let trigger = parameter.GetCustomAttribute<TriggerBindingAttribute>()
        where trigger is not null
        select (parameter, trigger);
}
