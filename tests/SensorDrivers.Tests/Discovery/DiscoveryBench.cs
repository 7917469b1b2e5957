using System.Device.I2c;
using System.Device.Spi;
using System.Device.Gpio;
using System.Text.Json;
using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Discovery;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Tests.Discovery;

/// <summary>Simulated buses with a few chips, and a scan of them.</summary>
internal sealed class DiscoveryBench
{
    public ManualTimeProvider Time { get; } = new();

    public SimulatedBuses Buses { get; }

    public List<SensorSettings> Sensors { get; } = [];

    public DiscoveryBench() => Buses = new SimulatedBuses(Time.Advance);

    public static SensorSettings Settings(string id, string kind, BusLocation place, double rateHz) =>
        new(id, kind, place, rateHz, JsonDocument.Parse("{}").RootElement);

    public static BusLocation Spi(int chipSelect) => new(BusType.Spi, 0, chipSelect);

    public static BusLocation I2c(int address, int bus = 1) => new(BusType.I2c, bus, address);

    /// <summary>Puts a chip on a bus without telling the station file.</summary>
    public SimulatedChip Plug(string kind, BusLocation place, double rateHz)
    {
        var (found, settings) = (SensorCatalog.Find(kind)!, Settings("chip", kind, place, rateHz));
        SimulatedSignal still = _ => 0;
        return found.CreateSimulated(settings, [.. found.Describe(settings).Channels.Select(_ => still)], Buses, Time, seed: 3);
    }

    /// <summary>Puts a chip on a bus and into the station file.</summary>
    public SimulatedChip Configure(string id, string kind, BusLocation place, double rateHz)
    {
        Sensors.Add(Settings(id, kind, place, rateHz));
        return Plug(kind, place, rateHz);
    }

    public ScanReport Scan(
        IBusProvider? buses = null, IReadOnlyList<SensorKind>? kinds = null, IReadOnlyDictionary<string, SensorInUse>? agent = null,
        bool selfTest = false, Action<ScanProgress>? progress = null) =>
        new BusScan(buses ?? Buses, Time, kinds).Run(
            new ScanRequest { Sensors = Sensors, Agent = agent, SelfTest = selfTest, Progress = progress }, CancellationToken.None);

    public static PlaceFinding Of(ScanReport report, BusLocation place) => Assert.Single(report.Places, finding => finding.Location == place);
}

/// <summary>Buses that remember every byte that was written to a device, and can refuse one.</summary>
internal sealed class WatchedBuses(IBusProvider inner) : IBusProvider
{
    public List<(BusLocation Place, byte[] Bytes)> Writes { get; } = [];

    public List<BusLocation> Opened { get; } = [];

    /// <summary>Thrown for every transfer with a place.</summary>
    public Func<BusLocation, IOException?> Refuses { get; set; } = _ => null;

    public IKernelFiles Files => inner.Files;

    public I2cDevice OpenI2c(int busNumber, int address) => new I2c(this, new BusLocation(BusType.I2c, busNumber, address), inner.OpenI2c(busNumber, address));

    public SpiDevice OpenSpi(int busNumber, int chipSelect, SpiMode mode, int clockHz)
    {
        Opened.Add(new BusLocation(BusType.Spi, busNumber, chipSelect));
        return inner.OpenSpi(busNumber, chipSelect, mode, clockHz);
    }

    public GpioController OpenGpio(int chip) => inner.OpenGpio(chip);

    public bool TryRecoverI2c(int busNumber) => false;

    public void Pause(TimeSpan duration) => inner.Pause(duration);

    private sealed class I2c : I2cDevice
    {
        private readonly WatchedBuses _owner;
        private readonly BusLocation _place;
        private readonly I2cDevice _inner;

        public I2c(WatchedBuses owner, BusLocation place, I2cDevice inner)
        {
            (_owner, _place, _inner) = (owner, place, inner);
            owner.Opened.Add(place);
        }

        public override I2cConnectionSettings ConnectionSettings => _inner.ConnectionSettings;

        public override void Read(Span<byte> buffer)
        {
            Check();
            _inner.Read(buffer);
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Check();
            _owner.Writes.Add((_place, buffer.ToArray()));
            _inner.Write(buffer);
        }

        public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
        {
            Check();
            _owner.Writes.Add((_place, writeBuffer.ToArray()));
            _inner.WriteRead(writeBuffer, readBuffer);
        }

        private void Check()
        {
            if (_owner.Refuses(_place) is { } error)
                throw error;
        }
    }
}

/// <summary>A kind that answers what a test says.</summary>
internal sealed class ScriptedKind(string name, BusType bus, params int[] addresses) : SensorKind
{
    public Func<BusLocation, ChipIdentity> Answer { get; set; } = _ => ChipIdentity.No;

    public Func<SensorSettings, ISensorDriver> Driver { get; set; } = _ => throw new InvalidOperationException("No driver was expected to be made.");

    public override string Name => name;

    public override string Title => name;

    public override IReadOnlyList<BusType> BusTypes => [bus];

    public override IReadOnlyList<int> I2cAddresses => addresses;

    public override ChipIdentity Identify(BusLocation location, IBusProvider buses) => Answer(location);

    public override IReadOnlyList<SettingsError> Validate(SensorSettings settings) => [];

    public override SensorDescription Describe(SensorSettings settings) =>
        new(settings.SensorId, name, settings.SampleRateHz, TimeSpan.FromMilliseconds(100), [new ChannelDescription("a", "strain", "ue", -1, 1)]);

    public override ISensorDriver CreateDriver(SensorSettings settings, IBusProvider buses, TimeProvider time) => Driver(settings);

    public override SimulatedChip CreateSimulated(
        SensorSettings settings, IReadOnlyList<SimulatedSignal> signals, SimulatedBuses buses, TimeProvider time, int seed) =>
        throw new NotSupportedException();
}

/// <summary>A driver that starts, delivers and tests itself as a test says.</summary>
internal sealed class ScriptedDriver(SensorDescription description, Func<SelfTestReport>? selfTest = null, int samplesAfterAsks = 0) : ISensorDriver, ISelfTest
{
    private int _asks;

    public int Stops { get; private set; }

    public SensorDescription Description => description;

    public void Start()
    {
    }

    public ReadOutcome Read(SampleBlock block)
    {
        if (samplesAfterAsks == 0 || ++_asks < samplesAfterAsks)
            return ReadOutcome.NotReady;
        block.SetSampleCount(1);
        return ReadOutcome.Ok;
    }

    public void Stop() => Stops++;

    public SelfTestReport SelfTest() => selfTest!();

    public void Dispose()
    {
    }
}
