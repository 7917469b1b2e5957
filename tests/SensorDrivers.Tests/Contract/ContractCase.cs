namespace EdgeTwin.SensorDrivers.Tests.Contract;

/// <summary>What the contract suite needs to know of a kind: where it sits, and true values with the step of its conversion.</summary>
/// <param name="Kind">Name in the catalog.</param>
/// <param name="SampleRateHz">Rate to run at.</param>
/// <param name="Location">Place on a bus.</param>
/// <param name="Truth">One true value per channel, inside the range.</param>
/// <param name="Step">Half of it is the rounding error of each channel.</param>
/// <param name="HasSettings">Whether the chip has registers that could be read back.</param>
/// <param name="SetsUpEachSample">Whether all settings are written for each sample, so that a chip may lose its power in between.</param>
public sealed record ContractCase(
    string Kind, double SampleRateHz, BusLocation Location, double[] Truth, double[] Step, bool HasSettings = true, bool SetsUpEachSample = false)
{
    public static IReadOnlyList<ContractCase> All { get; } =
    [
        new("adxl355", 1000, new(BusType.Spi, 0, 0), [0.1, -3.2, 9.81], [3.9e-5, 3.9e-5, 3.9e-5]),
        new("adxl357", 500, new(BusType.Spi, 0, 1), [-40, 0.5, 9.81], [2e-4, 2e-4, 2e-4]),
        new("ads1220", 90, new(BusType.Spi, 1, 0), [-123.4], [1e-3]),
        new("ads1115", 1, new(BusType.I2c, 1, 0x48), [12.5, 87], [0.008, 0.008]),
        new("sht4x", 2, new(BusType.I2c, 1, 0x44), [-12.3, 81], [0.003, 0.002], HasSettings: false, SetsUpEachSample: true),
        new("sht3x", 2, new(BusType.I2c, 1, 0x45), [-12.3, 81], [0.003, 0.002], HasSettings: false),
        new("tmp117", 1, new(BusType.I2c, 1, 0x49), [-12.3], [0.008], SetsUpEachSample: true),
        new("iio", 200, new(BusType.Iio, 0, 0, "adxl372"), [0.1, -3.2, 9.81], [5e-5, 4e-7, 8e-4])
        {
            Options = """{ "channels": [ { "channel": "in_accel_x" }, { "channel": "in_accel_y" }, { "channel": "in_accel_z" } ], "simulation": { "noiseScale": 0 } }""",
            KeepsWhilePaused = true,
        },
        new("ds18b20", 1, new(BusType.OneWire, 1, 0, "28-0316a2794bff"), [-12.3], [0.0625], HasSettings: false, SetsUpEachSample: true),
        new("seesaw-soil", 0.5, new(BusType.I2c, 1, 0x36), [43.2, 17.3], [0.056, 1.6e-5], HasSettings: false, SetsUpEachSample: true),
        new("ina226", 1, new(BusType.I2c, 1, 0x40), [12.1, -0.345], [1.25e-3, 2.5e-5], SetsUpEachSample: true),
    ];

    public static TheoryData<string> Names => [.. All.Select(item => item.Kind)];

    public static ContractCase Of(string kind) => All.Single(item => item.Kind == kind);

    /// <summary>Options that the kind cannot do without, and none of the data sheet's noise.</summary>
    public string Options { get; init; } = """{ "simulation": { "noiseScale": 0 } }""";

    /// <summary>Whether samples of ten polls and more are kept for a host that comes late.</summary>
    public bool KeepsWhilePaused { get; init; }

    /// <summary>The same with noise.</summary>
    private string NoisyOptions => Options.Replace("\"noiseScale\": 0", "\"noiseScale\": 1", StringComparison.Ordinal);

    internal StationUnderTest Build(bool isNoisy = false, Func<int, EdgeTwin.SensorDrivers.Simulation.SimulatedSignal>? signals = null) =>
        new(Kind, SampleRateHz, Location, isNoisy ? NoisyOptions : Options, signals ?? (channel => _ => Truth[channel]));

    /// <summary>Long enough for some samples, and for a lost chip to be noticed.</summary>
    internal TimeSpan AWhile => TimeSpan.FromSeconds(Math.Max(1.5, 6 / SampleRateHz));

    public override string ToString() => Kind;
}
