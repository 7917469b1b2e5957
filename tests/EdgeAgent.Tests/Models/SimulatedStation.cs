using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.EdgeAgent.Models;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeTwin.EdgeAgent.Tests.Models;

/// <summary>Frames of a station that is known: two modes, two strain ranges, one acceleration.</summary>
internal sealed class SimulatedStation(int seed = 3)
{
    public static readonly IReadOnlyList<FeatureDefinition> Definitions =
    [
        new(0, "acc-1.z/std", "acc-1.z", "std", "m/s2", "span-1", "deck-1", "deviation"),
        new(1, "acc-1.z/rms", "acc-1.z", "rms", "m/s2", "span-1", "deck-1", "RMS with gravity"),
        new(2, "strain-1.strain/range", "strain-1.strain", "range", "ue", "span-1", "girder-1", "range"),
        new(3, "strain-2.strain/range", "strain-2.strain", "range", "ue", "span-1", "girder-2", "range"),
        new(4, "span-1/mode-1-frequency", "span-1", "mode-1-frequency", "Hz", "span-1", "", "frequency of mode 1"),
        new(5, "span-1/mode-2-frequency", "span-1", "mode-2-frequency", "Hz", "span-1", "", "frequency of mode 2"),
    ];

    private readonly Random _random = new(seed);
    private int _window;

    public double Mode1Drop { get; set; }

    public double TemperatureC { get; set; } = double.NaN;

    public string? FaultyChannel { get; set; }

    public static ModelServiceParts Parts(string folder) => new()
    {
        Model = new ModelConfiguration { BaselineWindows = 130, PersistenceWindows = 2, FalseAlarmsPerYear = 4, HostTimeoutSeconds = 20 },
        Windows = new WindowConfiguration { Seconds = 600 },
        Definitions = Definitions,
        StateDirectory = folder,
        SoftwareVersion = "0.1.0",
        Clock = new ManualTimeProvider(),
        Logger = NullLogger.Instance,
    };

    public FeatureFrame Next()
    {
        var start = 1_767_225_600_000_000_000L + _window * 600_000_000_000L;
        var temperature = double.IsNaN(TemperatureC) ? 12 + 6 * Math.Sin(_window * 2 * Math.PI / 60) : TemperatureC;
        _window++;
        var excitation = Math.Exp(-4 + 0.4 * Normal());
        var faults = FaultyChannel is null ? (IReadOnlyList<ChannelFault>)[] : [new ChannelFault(FaultyChannel, "stuck", "stuck")];
        return new FeatureFrame
        {
            StartUtcNs = start,
            EndUtcNs = start + 600_000_000_000L,
            EndMonotonicNs = start,
            ClockQuality = default,
            Definitions = Definitions,
            Values =
            [
                excitation * Math.Exp(0.05 * Normal()), 9.81,
                900 * excitation * Math.Exp(0.08 * Normal()), 700 * excitation * Math.Exp(0.08 * Normal()),
                (3.4 - 0.004 * temperature) * (1 - Mode1Drop) + 0.004 * Normal(), 9.1 - 0.01 * temperature + 0.012 * Normal(),
            ],
            Completeness = [1, 1, 1, 1, 1, 1],
            TemperatureC = temperature,
            ExcitationMps2 = excitation,
            Faults = faults,
        };
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
