namespace EdgeTwin.EdgeAgent.Configuration;

internal sealed record ModelConfiguration
{
    /// <summary>Windows of the commissioning period from which the baseline is fitted; 0 turns the baseline off.</summary>
    public int BaselineWindows { get; init; } = 10080;

    /// <summary>Features in the baseline, by identifier; '*' matches any text. Empty: mode frequencies, strain ranges, standard deviations of vertical accelerations.</summary>
    public IReadOnlyList<string> Features { get; init; } = [];

    /// <summary>Sets the threshold on the tail of held-out baseline scores.</summary>
    public double FalseAlarmsPerYear { get; init; } = 1;

    /// <summary>Consecutive windows above the threshold before attention is raised, and below it before it returns.</summary>
    public int PersistenceWindows { get; init; } = 5;
    public int HostMemoryMegabytes { get; init; } = 256;
    public double HostTimeoutSeconds { get; init; } = 5;
}
