using EdgeTwin.EdgeAgent.Acquisition;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.LocalApi;
using EdgeTwin.EdgeAgent.Models;
using EdgeTwin.EdgeAgent.Store;

namespace EdgeTwin.EdgeAgent.Hosting;

/// <summary>What the page shows while there is no station: every mistake of the station file as an area of health, with its place and its remedy.</summary>
internal static class WaitingSnapshot
{
    /// <summary>The page reads this area to say that the station file is the next thing to do.</summary>
    public const string Area = "Station file";

    public static StationSnapshot Take(ConfigurationStore configurations, AgentWeb web, TimeProvider time, TimeSpan uptime)
    {
        var gateway = configurations.Draft?.Gateway;
        return new StationSnapshot
        {
            StationName = gateway is { Name.Length: > 0 } ? gateway.Name : gateway?.Id ?? "",
            Owner = gateway?.Owner ?? "",
            Gateway = gateway?.Id ?? "",
            SoftwareVersion = StationIdentity.SoftwareVersion,
            UptimeSeconds = uptime.TotalSeconds,
            Source = new SourceStatus(SourceKind.Hardware, "waiting for a valid station file", 1, double.NaN),
            StationUtcNs = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100,
            Clock = KernelClock.Read(),
            Health = Report(configurations, web),
            Model = new ModelStatus(ModelState.Off, "No model: the station file is not valid.", 0, 0, null, null, 0),
            Store = new StoreStatus(0, 0, 0, 0, double.NaN),
        };
    }

    private static HealthReport Report(ConfigurationStore configurations, AgentWeb web)
    {
        var sentence = Sentence(configurations);
        var items = new List<HealthItem> { new(Area, HealthState.Fault, sentence) };
        items.AddRange(configurations.LastErrors
            .GroupBy(error => Place(error, configurations.SourceName), error => $"{error.Problem}; {error.Fix}.")
            .Select(mistakes => new HealthItem(mistakes.Key, HealthState.Fault, Capital(string.Join(" ", mistakes)))));
        if (configurations.CopyProblem is { } copy)
            items.Add(new HealthItem("State directory", HealthState.Attention, copy));
        if (web.SocketProblem.Length > 0)
            items.Add(new HealthItem("Control socket", HealthState.Attention, web.SocketProblem));
        return new HealthReport(HealthState.Fault, sentence, items);
    }

    private static string Sentence(ConfigurationStore configurations)
    {
        var errors = configurations.LastErrors;
        var found = errors.Count == 1
            ? $"{errors[0].Describe(configurations.SourceName)}."
            : $"{configurations.SourceName} has {errors.Count} mistakes, all listed under health. The first: {errors[0].Describe(configurations.SourceName)}.";
        return $"Nothing is measured: the station waits for a valid station file. {found} Measuring starts by itself once the file is saved without mistakes.";
    }

    private static string Place(ConfigurationError error, string source) => (error.Path.Length, error.Line) switch
    {
        (0, 0) => source,
        (0, _) => $"Line {error.Line}",
        _ => $"Line {error.Line}: {error.Path}",
    };

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
