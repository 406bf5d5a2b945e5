using Outreach.Core.Access;

namespace Outreach.Functions.Access;

/// <summary>Who may call an HTTP function. Every one of them carries exactly one; the host refuses to start otherwise.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public abstract class AccessAttribute : Attribute;

/// <summary>Anyone, without a token.</summary>
public sealed class AnonymousAttribute : AccessAttribute;

/// <summary>A doctor signed in through Pro Santé Connect. For anyone else there is nothing here.</summary>
public sealed class RequiresPractitionerAttribute : AccessAttribute;

/// <summary>The insurer's staff or systems with at least one of these application roles.</summary>
public sealed class RequiresRoleAttribute(params string[] anyOf) : AccessAttribute
{
    public IReadOnlyList<string> AnyOf { get; } = anyOf;
}

/// <summary>The same, and habilitated by name for a purpose at the moment of the call (C10).</summary>
public sealed class RequiresHabilitationAttribute(HabilitationPurpose purpose, params string[] anyOf) : AccessAttribute
{
    private HabilitationPurpose? _or;

    public HabilitationPurpose Purpose { get; } = purpose;

    /// <summary>A second purpose that is enough by itself, for what two kinds of agents may do; the first again where there is none.</summary>
    public HabilitationPurpose Or
    {
        get => _or ?? Purpose;
        set => _or = value;
    }

    public IReadOnlyList<string> AnyOf { get; } = anyOf;
}
