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
/// <param name="Needs">Options that the kind cannot do without, as members of a JSON object.</param>
public sealed record ContractCase(
    string Kind, double SampleRateHz, BusLocation Location, double[] Truth, double[] Step, bool HasSettings = true, bool SetsUpEachSample = false,
    double WakeSeconds = 0, string Needs = "")
{
    public static IReadOnlyList<ContractCase> All { get; } =
    [
        new("adxl355", 1000, new(BusType.Spi, 0, 0), [0.1, -3.2, 9.81], [3.9e-5, 3.9e-5, 3.9e-5]),
        new("adxl357", 500, new(BusType.Spi, 0, 1), [-40, 0.5, 9.81], [2e-4, 2e-4, 2e-4]),
        new("ads1220", 90, new(BusType.Spi, 1, 0), [-123.4], [1e-3]),
        new("nau7802", 80, new(BusType.I2c, 1, 0x2A), [-123.4], [2.4e-4], WakeSeconds: 0.9),
        new(
            "hx711", 80, new(BusType.Gpio, 0, 5), [-123.4], [2.4e-4], HasSettings: false, SetsUpEachSample: true, WakeSeconds: 0.1,
            Needs: """ "clockLine": { "line": 6 } """),
        new("ads1115", 1, new(BusType.I2c, 1, 0x48), [12.5, 87], [0.008, 0.008]),
        new("sht4x", 2, new(BusType.I2c, 1, 0x44), [-12.3, 81], [0.003, 0.002], HasSettings: false, SetsUpEachSample: true),
        new("tmp117", 1, new(BusType.I2c, 1, 0x49), [-12.3], [0.008], SetsUpEachSample: true),
        new("ina226", 1, new(BusType.I2c, 1, 0x40), [12.1, -0.345], [1.25e-3, 2.5e-5], SetsUpEachSample: true),
    ];

    public static TheoryData<string> Names => [.. All.Select(item => item.Kind)];

    public static ContractCase Of(string kind) => All.Single(item => item.Kind == kind);

    internal StationUnderTest Build(string options = """{ "simulation": { "noiseScale": 0 } }""", Func<int, EdgeTwin.SensorDrivers.Simulation.SimulatedSignal>? signals = null) =>
        new(Kind, SampleRateHz, Location, WithNeeds(options), signals ?? (channel => _ => Truth[channel]));

    private string WithNeeds(string options) =>
        Needs.Length == 0 ? options : "{" + Needs + (options.Trim() == "{}" ? "}" : "," + options.TrimStart()[1..]);

    /// <summary>Long enough for some samples, and for a lost chip to be noticed.</summary>
    internal TimeSpan AWhile => TimeSpan.FromSeconds(Math.Max(1.5, 6 / SampleRateHz));

    public override string ToString() => Kind;
}
