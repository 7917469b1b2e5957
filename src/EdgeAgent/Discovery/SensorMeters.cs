using EdgeTwin.EdgeAgent.Acquisition;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Discovery;

/// <summary>The meters of every sensor, and what they show in one report.</summary>
internal sealed class SensorMeters
{
    private const double StandardGravityMps2 = 9.80665;
    private const double GravityToleranceG = 0.1;

    private readonly StationConfiguration _configuration;
    private readonly SensorMeter[] _meters;

    public SensorMeters(StationConfiguration configuration, ChannelTable table)
    {
        _configuration = configuration;
        _meters = [.. configuration.Sensors.Select((sensor, index) => new SensorMeter(table.OfSensor(index), DataSheetRms(sensor)))];
    }

    /// <summary>Takes a block, which stays the caller's.</summary>
    public void Take(SampleBlock block) => _meters[block.SensorIndex].Take(block);

    /// <summary>Every sensor over the last seconds, at most <see cref="SensorMeter.SecondsMax"/>.</summary>
    /// <param name="source">Who measures.</param>
    /// <param name="slots">The sensors' states, in the order of the station file.</param>
    /// <param name="seconds">How far to look back.</param>
    public SensorsReport Report(string source, IReadOnlyList<SensorSlot> slots, double seconds) =>
        new(source, seconds, [.. slots.Select(slot => Look(slot, seconds))]);

    private SensorLook Look(SensorSlot slot, double seconds)
    {
        var meter = _meters[slot.SensorIndex];
        var (state, account, nominalHz) = (slot.State, slot.Account, slot.Description.SampleRateHz);
        var channels = meter.Look(seconds);
        var gravityG = GravityG(channels);
        return new SensorLook
        {
            Id = slot.Description.SensorId,
            Kind = slot.Description.Kind,
            Place = _configuration.Sensors[slot.SensorIndex].Bus.ToString(),
            Running = state.Running,
            Message = state.Message,
            Restarts = state.Restarts,
            NominalRateHz = nominalHz,
            MeasuredRateHz = meter.RateHz,
            RateErrorPpm = ((meter.RateHz / nominalHz) - 1) * 1e6,
            Delivered = account.Delivered,
            Missing = account.Missing + account.Dropped,
            Overruns = account.Overruns,
            ChipTemperatureC = meter.ChipTemperatureC,
            GravityG = gravityG,
            GravityOk = double.IsNaN(gravityG) ? null : Math.Abs(gravityG - 1) <= GravityToleranceG,
            Channels = channels,
        };
    }

    private static double GravityG(IReadOnlyList<ChannelLook> channels)
    {
        var axes = channels.Where(channel => channel.Quantity == "acceleration").Select(channel => channel.Mean).ToList();
        return axes.Count == 3 ? Math.Sqrt(axes.Sum(mean => mean * mean)) / StandardGravityMps2 : double.NaN;
    }

    private static double[] DataSheetRms(SensorConfiguration sensor)
    {
        var (kind, settings) = (SensorCatalog.Find(sensor.Kind)!, sensor.ToSettings());
        return [.. kind.Describe(settings).Channels.Select(channel => kind.NoiseRms(settings, channel))];
    }
}
