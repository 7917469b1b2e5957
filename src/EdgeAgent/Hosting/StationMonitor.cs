using System.Globalization;
using EdgeTwin.EdgeAgent.LocalApi;
using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Hosting;

/// <summary>Takes a picture of the running station for the page: one consistent snapshot, about once a second.</summary>
internal sealed class StationMonitor(Station station, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();

    public StationSnapshot Take()
    {
        var configuration = station.Configuration;
        var store = station.Store.Health();
        var latest = station.Judge.Latest;
        return new StationSnapshot
        {
            StationName = configuration.Gateway.Name.Length > 0 ? configuration.Gateway.Name : configuration.Gateway.Id,
            Owner = configuration.Gateway.Owner,
            Gateway = configuration.Gateway.Id,
            SoftwareVersion = Store.StationIdentity.SoftwareVersion,
            UptimeSeconds = time.GetElapsedTime(_started).TotalSeconds,
            Source = Source(),
            StationUtcNs = station.Clock.UtcNs,
            Clock = station.Clock.Quality,
            Health = StationHealth.Report(station),
            Spans = station.Geometry,
            Channels = Channels(),
            LatestWindow = latest is null ? null : Window(latest),
            Model = station.Models.Status,
            Alarms = station.Alarms.Open,
            Lanes = station.Sync.Status,
            Store = new StoreStatus(station.Outbox.HeadSequence, store.OutboxRecords, store.FileBytes, store.MaximumBytes, store.BytesPerDay),
            Simulation = station.Simulation?.Status,
        };
    }

    private SourceStatus Source()
    {
        if (station.Simulation is not { } simulation)
            return new SourceStatus(SourceKind.Hardware, "hardware", 1, 1);
        var speed = simulation.Clock.Speed;
        var words = speed == 1 ? "simulated bridge in real time" : string.Create(CultureInfo.InvariantCulture, $"simulated bridge, {speed:0.##} times real time");
        return new SourceStatus(SourceKind.Simulated, words, speed, simulation.Clock.AchievedSpeed);
    }

    private List<ChannelReading> Channels()
    {
        var readings = new List<ChannelReading>(station.Table.Channels.Count);
        foreach (var channel in station.Table.Channels)
        {
            var slot = station.Slots[channel.SensorIndex];
            var (state, account) = (slot.State, slot.Account);
            readings.Add(new ChannelReading
            {
                Id = channel.Id,
                SensorId = channel.SensorId,
                Kind = channel.SensorKind,
                Quantity = channel.Quantity,
                Unit = channel.Unit,
                Span = channel.Span,
                Member = channel.Member,
                PositionM = channel.PositionM,
                Direction = channel.Direction,
                LastValue = state.Running ? station.Live.Value(channel.Index) : double.NaN,
                NominalRateHz = channel.SampleRateHz,
                MeasuredRateHz = state.MeasuredRateHz,
                Status = state.Running ? station.Live.Status(channel.Index) : ChannelStatus.Fault,
                Message = state.Message,
                SamplesReceived = account.Delivered,
                SamplesMissing = account.Missing + account.Dropped,
                Overruns = account.Overruns,
            });
        }

        return readings;
    }

    private WindowReport Window(JudgedWindow latest)
    {
        var frame = latest.Frame;
        var features = new List<FeatureReading>(frame.Definitions.Count);
        foreach (var definition in frame.Definitions)
        {
            features.Add(new FeatureReading(
                definition,
                frame.Values[definition.Index],
                station.Models.Expected(definition.Id, frame.TemperatureC, frame.ExcitationMps2),
                frame.Completeness[definition.Index]));
        }

        return new WindowReport(frame.StartUtcNs, frame.EndUtcNs, features);
    }
}
