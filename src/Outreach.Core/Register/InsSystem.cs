namespace Outreach.Core.Register;

/// <summary>Object identifiers of the national health identity (INS), as the Agence du numérique en santé publishes them.</summary>
public static class InsSystem
{
    /// <summary>Social-security number of a registered person.</summary>
    public const string Nir = "1.2.250.1.213.1.4.8";

    /// <summary>Temporary number, until the person is registered.</summary>
    public const string Nia = "1.2.250.1.213.1.4.9";

    public const string Test = "1.2.250.1.213.1.4.10";

    /// <summary>Demonstration: all synthetic people use it.</summary>
    public const string Demo = "1.2.250.1.213.1.4.11";

    public static bool IsKnown(string system) => system is Nir or Nia or Test or Demo;

    /// <summary>Whether the identity belongs to nobody; production refuses it.</summary>
    public static bool IsForTests(string system) => system is Test or Demo;
}
