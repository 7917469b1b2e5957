using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Decisions;
using EdgeTwin.EdgeAgent.LocalApi;
using EdgeTwin.EdgeAgent.Models;
using EdgeTwin.EdgeAgent.Store;
using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Hosting;

/// <summary>Says in words how the station is doing, area by area, and which one sentence matters most.</summary>
internal static class StationHealth
{
    public static HealthReport Report(Station station)
    {
        var items = new List<HealthItem> { Structure(station), Sensors(station), Time(station), Storage(station), Model(station) };
        items.AddRange(station.Sync.Status.Select(lane => new HealthItem(
            $"Sync ({lane.Lane})", lane.Connected ? HealthState.Ok : HealthState.Attention, lane.Message)));
        if (station.ConfigurationProblem is { Length: > 0 } problem)
            items.Add(new HealthItem("Configuration", HealthState.Attention, problem));
        if (station.ControlProblem.Length > 0)
            items.Add(new HealthItem("Control socket", HealthState.Attention, station.ControlProblem));
        var worst = items.Max(item => item.State);
        var first = items.First(item => item.State == worst);
        var sentence = worst == HealthState.Ok ? AllIsWell(station) : first.Sentence;
        return new HealthReport(worst, sentence, items);
    }

    // Before a baseline judges, nobody knows what this bridge's normal is.
    private static string AllIsWell(Station station) => station.Models.Status.State == ModelState.Active
        ? "No problem found: the structure behaves as it was learnt and everything is kept."
        : "No problem found: no limit is exceeded and everything is kept. What is normal for this structure is not known yet.";

    private static HealthItem Structure(Station station)
    {
        var alarm = station.Alarms.Open
            .Where(alarm => alarm.Class is AlarmClass.Structural or AlarmClass.Attention
                && alarm.State is AlarmState.UnacknowledgedActive or AlarmState.AcknowledgedActive)
            .OrderBy(alarm => alarm.Class).ThenByDescending(alarm => alarm.Severity)
            .FirstOrDefault();
        if (alarm is null)
            return new HealthItem("Structure", HealthState.Ok, "No limit is exceeded.");
        var state = alarm.Class == AlarmClass.Structural && alarm.Severity == AlarmSeverity.Critical ? HealthState.Fault : HealthState.Attention;
        return new HealthItem("Structure", state, alarm.Message);
    }

    private static HealthItem Sensors(Station station)
    {
        var silent = station.Slots.Where(slot => !slot.State.Running).ToList();
        var unaccounted = station.Slots.Sum(slot => Math.Abs(slot.Account.Unaccounted));
        if (silent.Count > 0)
        {
            var sentence = $"{silent.Count} of {station.Slots.Count} sensors do not measure: {silent[0].State.Message}";
            return new HealthItem("Sensors", silent.Count == station.Slots.Count ? HealthState.Fault : HealthState.Attention, sentence);
        }

        var fault = station.Alarms.Open.FirstOrDefault(alarm =>
            alarm.Class == AlarmClass.Sensor && alarm.State is AlarmState.UnacknowledgedActive or AlarmState.AcknowledgedActive);
        if (fault is not null)
            return new HealthItem("Sensors", HealthState.Attention, fault.Message);
        return unaccounted > 0
            ? new HealthItem("Sensors", HealthState.Fault, $"{unaccounted} samples are unaccounted for: this is an error in the program, please report it.")
            : new HealthItem("Sensors", HealthState.Ok, $"All {station.Slots.Count} sensors measure; every sample is accounted for.");
    }

    private static HealthItem Time(Station station) => station.Clock.Quality.Source is ClockSource.None or ClockSource.Rtc
        ? new HealthItem("Clock", HealthState.Attention, "The clock is not synchronised: times are labels of unknown error until a time source is found.")
        : new HealthItem("Clock", HealthState.Ok, $"The clock follows {station.Clock.Quality.Source}.");

    private static HealthItem Storage(Station station)
    {
        var health = station.Store.Health();
        var state = health.State switch
        {
            StoreState.Ok => HealthState.Ok,
            StoreState.Shedding => HealthState.Attention,
            _ => HealthState.Fault,
        };
        return new HealthItem("Storage", state, health.Message);
    }

    private static HealthItem Model(Station station)
    {
        var status = station.Models.Status;
        return new HealthItem("Model", status.State == ModelState.Failed ? HealthState.Attention : HealthState.Ok, status.Message);
    }
}
