using EdgeTwin.DeviceFiles.Wire;
using EdgeTwin.SensorDrivers;
using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Simulation;
using EdgeTwin.SensorDrivers.Tests;
using EdgeTwin.SensorDrivers.Tests.Contract;

namespace EdgeTwin.DeviceFiles.Chips;

/// <summary>A simulated chip of the contract suite behind a device file of its own, on the real clock, with the real driver before it.</summary>
internal sealed class ChipOnFile : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly ContractCase _case;
    private readonly SampleBlockPool _blocks;

    /// <param name="name">Name of the contract case.</param>
    /// <param name="bus">Number of the device file's bus, not used by another one.</param>
    public ChipOnFile(string name, int bus)
    {
        _case = ContractCase.Of(name);
        using (var station = _case.Build())
        {
            Settings = station.Settings with
            {
                Location = _case.Location with { Bus = bus },
                SampleRateHz = double.IsNaN(_case.RateOnSlowHostHz) ? _case.SampleRateHz : _case.RateOnSlowHostHz,
            };
        }

        var buses = new SimulatedBuses();
        var catalogEntry = SensorCatalog.Find(_case.Kind)!;
        Chip = catalogEntry.CreateSimulated(
            Settings, [.. _case.Truth.Select(value => (SimulatedSignal)(_ => value))], buses, TimeProvider.System, seed: 7);
        Driver = catalogEntry.CreateDriver(Settings, new LinuxBuses(), TimeProvider.System);
        _blocks = new SampleBlockPool(_case.Truth.Length, 64, 1);
        if (Settings.Location.Type == BusType.Spi)
        {
            FarEnd = new ScriptedFarEnd(SimulatedFarEnd.OfSpi(buses, bus, Settings.Location.Address));
            File = BusDeviceFile.Spi(bus, Settings.Location.Address, FarEnd.Answer);
        }
        else
        {
            FarEnd = new ScriptedFarEnd(SimulatedFarEnd.OfI2c(buses, bus));
            File = BusDeviceFile.I2c(bus, FarEnd.Answer);
        }
    }

    public SensorSettings Settings { get; }

    public SimulatedChip Chip { get; }

    public ISensorDriver Driver { get; }

    public ScriptedFarEnd FarEnd { get; }

    public BusDeviceFile File { get; }

    public string Path => File.Path;

    public Delivered Delivered { get; } = new();

    /// <summary>Sequence number of the first sample set that was delivered.</summary>
    public long? FirstSequence { get; private set; }

    /// <summary>
    /// Reads at the poll interval until so many sample sets were delivered. A driver that says that its chip may be read again after a
    /// start is started, as the agent does: an emulated host stands still at times, and some chips have one fixed, high rate.
    /// </summary>
    public async Task ReadUntilSamplesAsync(long samples)
    {
        var deadline = new Deadline(Patience);
        var lastError = "none";
        while (Delivered.Samples < samples)
        {
            try
            {
                Read();
            }
            catch (SensorException error) when (error.IsTransient)
            {
                lastError = error.Message;
                await StartEventuallyAsync();
            }

            await deadline.WaitAsync(Driver.Description.PollInterval, $"{samples} sample sets of {Settings.Kind}; the last error: {lastError}");
        }
    }

    /// <summary>Reads at the poll interval until the driver throws.</summary>
    public async Task<SensorException> ReadUntilErrorAsync()
    {
        var deadline = new Deadline(Patience);
        while (true)
        {
            try
            {
                Read();
            }
            catch (SensorException error)
            {
                return error;
            }

            await deadline.WaitAsync(Driver.Description.PollInterval, $"an error of {Settings.Kind}");
        }
    }

    /// <summary>Starts the driver again and again until it succeeds: a chip that got its power back is not ready at once.</summary>
    public async Task StartEventuallyAsync()
    {
        var deadline = new Deadline(Patience);
        while (true)
        {
            try
            {
                Driver.Start();
                return;
            }
            catch (SensorException error) when (error.IsTransient)
            {
                await deadline.WaitAsync(TimeSpan.FromMilliseconds(100), $"a start of {Settings.Kind}; the last error: {error.Message}");
            }
        }
    }

    /// <summary>Whether everything that was delivered is the truth, within the step of the conversion.</summary>
    public void AssertDeliveredTheTruth()
    {
        for (var channel = 0; channel < _case.Truth.Length; channel++)
        {
            var tolerance = _case.Step[channel] + Math.Abs(_case.Truth[channel]) * 1e-6;
            var samples = Delivered.Channel(channel).Where(sample => !float.IsNaN(sample)).ToList();
            Assert.NotEmpty(samples);
            Assert.All(samples, sample => Assert.InRange(sample, _case.Truth[channel] - tolerance, _case.Truth[channel] + tolerance));
        }
    }

    public void Dispose()
    {
        Driver.Dispose();
        File.Dispose();
    }

    private void Read()
    {
        Assert.True(_blocks.TryRent(out var block));
        using (block)
        {
            if (Driver.Read(block) != ReadOutcome.Ok)
                return;
            FirstSequence ??= block.FirstSequence;
            Delivered.Add(block);
        }
    }
}
