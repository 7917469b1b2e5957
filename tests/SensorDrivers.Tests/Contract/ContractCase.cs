namespace EdgeTwin.SensorDrivers.Tests.Contract;

/// <summary>What the contract suite needs to know of a kind: where it sits, and true values with the step of its conversion.</summary>
/// <param name="Kind">Name in the catalog.</param>
/// <param name="SampleRateHz">Rate to run at.</param>
/// <param name="Location">Place on a bus.</param>
/// <param name="Truth">One true value per channel, inside the range.</param>
/// <param name="Step">Half of it is the rounding error of each channel.</param>
/// <param name="HasSettings">Whether the chip has registers that could be read back.</param>
/// <param name="SetsUpEachSample">Whether all settings are written for each sample, so that a chip may lose its power in between.</param>
/// <param name="WakeSeconds">How long the chip may take from a start to its first sample.</param>
/// <param name="Variant">What sets this case apart from another one of its kind; empty for the only one.</param>
/// <param name="Family">Kinds of one family carry the same identity; empty for a kind of its own.</param>
/// <param name="SpiReadBit">Bit of a transfer's first byte that makes it a read on SPI.</param>
public sealed record ContractCase(
    string Kind, double SampleRateHz, BusLocation Location, double[] Truth, double[] Step, bool HasSettings = true, bool SetsUpEachSample = false,
    double WakeSeconds = 0, string Variant = "", string Family = "", byte SpiReadBit = 0x01)
{
    public static IReadOnlyList<ContractCase> All { get; } =
    [
        new("adxl355", 1000, new(BusType.Spi, 0, 0), [0.1, -3.2, 9.81], [3.9e-5, 3.9e-5, 3.9e-5], Family: "adxl355") { RateOnSlowHostHz = 125 },
        new("adxl357", 500, new(BusType.Spi, 0, 1), [-40, 0.5, 9.81], [2e-4, 2e-4, 2e-4], Family: "adxl355") { RateOnSlowHostHz = 125 },
        new("ads1220", 90, new(BusType.Spi, 1, 0), [-123.4], [1e-3]),
        new("nau7802", 80, new(BusType.I2c, 1, 0x2A), [-123.4], [2.4e-4], WakeSeconds: 0.9) { RateOnSlowHostHz = 10 },
        new("hx711", 80, new(BusType.Gpio, 0, 5), [-123.4], [2.4e-4], HasSettings: false, SetsUpEachSample: true, WakeSeconds: 0.1)
        {
            Options = """{ "clockLine": { "line": 6 }, "simulation": { "noiseScale": 0 } }""",
        },
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
        new("adxl345", 400, new(BusType.Spi, 0, 2), [0.1, -3.2, 9.81], [0.0384, 0.0384, 0.0384], SpiReadBit: 0x80) { RateOnSlowHostHz = 25 },
        new("adxl345", 200, new(BusType.I2c, 1, 0x53), [-0.1, 3.2, -9.81], [0.0384, 0.0384, 0.0384], Variant: "i2c") { RateOnSlowHostHz = 25 },
        new("iis3dhhc", 1100, new(BusType.Spi, 0, 3), [0.1, -3.2, 9.81], [7.5e-4, 7.5e-4, 7.5e-4], Family: "iis3dhhc", SpiReadBit: 0x80),
        new("lis3dhh", 1100, new(BusType.Spi, 0, 4), [-20, 0.5, -9.81], [7.5e-4, 7.5e-4, 7.5e-4], Family: "iis3dhhc", SpiReadBit: 0x80),
        new("ina226", 1, new(BusType.I2c, 1, 0x40), [12.1, -0.345], [1.25e-3, 2.5e-5], SetsUpEachSample: true),
    ];

    /// <summary>Name of the case.</summary>
    public string Name => Variant.Length == 0 ? Kind : $"{Kind} on {Variant}";

    /// <summary>Whether the chip of another case can be told from this one's.</summary>
    public bool CanTellFrom(ContractCase other) => other.Kind != Kind && (Family.Length == 0 || other.Family != Family);

    public static TheoryData<string> Names => [.. All.Select(item => item.Name)];

    public static ContractCase Of(string name) => All.Single(item => item.Name == name);

    /// <summary>Options that the kind cannot do without, and none of the data sheet's noise.</summary>
    public string Options { get; init; } = """{ "simulation": { "noiseScale": 0 } }""";

    /// <summary>Rate on a host whose transfers take milliseconds and that stands still at times, such as an emulated one; NaN: the same.</summary>
    public double RateOnSlowHostHz { get; init; } = double.NaN;

    /// <summary>Whether samples of ten polls and more are kept for a host that comes late.</summary>
    public bool KeepsWhilePaused { get; init; }

    /// <summary>The same with noise.</summary>
    private string NoisyOptions => Options.Replace("\"noiseScale\": 0", "\"noiseScale\": 1", StringComparison.Ordinal);

    internal StationUnderTest Build(bool isNoisy = false, Func<int, EdgeTwin.SensorDrivers.Simulation.SimulatedSignal>? signals = null) =>
        new(Kind, SampleRateHz, Location, isNoisy ? NoisyOptions : Options, signals ?? (channel => _ => Truth[channel]));

    /// <summary>Long enough for some samples, and for a lost chip to be noticed.</summary>
    internal TimeSpan AWhile => TimeSpan.FromSeconds(Math.Max(1.5, 6 / SampleRateHz));

    public override string ToString() => Name;
}
