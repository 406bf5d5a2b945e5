using Xunit;

namespace Outreach.Conformance.Tests;

/// <summary>One host for all classes: two that start at the same time may draw the same free ports for their storage.</summary>
[CollectionDefinition(Name)]
public sealed class ConformanceHosts : ICollectionFixture<ConformanceHost>
{
    public const string Name = "conformance host";
}
