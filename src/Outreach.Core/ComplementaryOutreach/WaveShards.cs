namespace Outreach.Core.ComplementaryOutreach;

/// <summary>The shares that a wave is counted and sent by.</summary>
public static class WaveShards
{
    private const int Doctors = 256;

    /// <summary>A department each for people without a treating doctor; a 256th of the doctors each for the others, as the register holds these by doctor.</summary>
    public static IReadOnlyList<WaveShard> Of(WavePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Group switch
        {
            WaveGroup.WithoutPractitioner => [.. plan.Departments.Select(WaveShard.OfDepartment)],
            WaveGroup.WithPractitioner => [.. Enumerable.Range(0, Doctors).Select(WaveShard.OfDoctors)],
        };
    }
}
