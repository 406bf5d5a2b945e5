using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Access;

namespace Outreach.Functions.Access;

/// <summary>The verified caller of an invocation.</summary>
public static class FunctionContextExtensions
{
    private const string Key = "Outreach.Caller";

    /// <exception cref="InvalidOperationException">The function is open to anyone, or not called over HTTP.</exception>
    public static Caller GetCaller(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Items.TryGetValue(Key, out object? caller)
            ? (Caller)caller
            : throw new InvalidOperationException("This invocation has no verified caller.");
    }

    internal static void SetCaller(this FunctionContext context, Caller caller) => context.Items[Key] = caller;
}
