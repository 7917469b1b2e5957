namespace EdgeTwin.EdgeAgent.Hosting;

internal static partial class HostingLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Station {GatewayId} measures. Page: {Page}")]
    public static partial void Measuring(this ILogger logger, string gatewayId, string page);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Problem}")]
    public static partial void NotServed(this ILogger logger, string problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "Nothing is measured: waiting for {StationFile} to be put right. Page: {Page}")]
    public static partial void Waiting(this ILogger logger, string stationFile, string page);

    [LoggerMessage(Level = LogLevel.Information, Message = "The station file is valid: the station starts")]
    public static partial void StationFileFound(this ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "Stopping: finishing windows, committing records, saying goodbye to the broker")]
    public static partial void Stopping(this ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "Stopped; everything measured is kept")]
    public static partial void Stopped(this ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Stopping took longer than {Seconds} s and was cut short; committed records are kept")]
    public static partial void StoppedLate(this ILogger logger, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "The station file has changed: the station starts anew with it")]
    public static partial void Reloading(this ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message = "Station file refused: {Error}")]
    public static partial void StationFileRefused(this ILogger logger, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The station goes on with the station file in force before")]
    public static partial void KeepingStationFile(this ILogger logger);

    [LoggerMessage(Level = LogLevel.Critical, Message = "A loop of the station ended that nobody asked to end")]
    public static partial void LoopBroke(this ILogger logger, Exception? cause);
}
