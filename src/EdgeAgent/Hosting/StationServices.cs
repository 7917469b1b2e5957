namespace EdgeTwin.EdgeAgent.Hosting;

/// <summary>What a station needs from the program around it.</summary>
/// <param name="Time">Real time.</param>
/// <param name="Loggers">Loggers.</param>
/// <param name="Watchdog">Called by the signal path after every item.</param>
/// <param name="ResolveFile">Full path of a file that the station file names.</param>
internal sealed record StationServices(TimeProvider Time, ILoggerFactory Loggers, Action? Watchdog, Func<string, string> ResolveFile);
