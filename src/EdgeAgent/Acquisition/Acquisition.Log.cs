
namespace EdgeTwin.EdgeAgent.Acquisition;

internal static partial class AcquisitionLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Sensor {SensorId} ({Kind}) measures")]
    public static partial void SensorStarted(this ILogger logger, string sensorId, string kind);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sensor {SensorId}: {Reason}")]
    public static partial void SensorFailed(this ILogger logger, string sensorId, string reason);
}
