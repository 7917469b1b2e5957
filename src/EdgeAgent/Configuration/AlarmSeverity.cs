namespace EdgeTwin.EdgeAgent.Configuration;

internal enum AlarmSeverity
{
    Advisory,
    Warning,
    Critical,
}
