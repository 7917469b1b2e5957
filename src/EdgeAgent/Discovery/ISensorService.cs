namespace EdgeTwin.EdgeAgent.Discovery;

/// <summary>What a running station says of its sensors and buses. Thread-safe.</summary>
internal interface ISensorService
{
    /// <summary>Every sensor over the last seconds.</summary>
    /// <param name="seconds">How far to look back, at most <see cref="SensorMeter.SecondsMax"/>.</param>
    SensorsReport Sensors(double seconds);

    /// <summary>Scans the buses beside the running drivers: the answer, or why there is none now.</summary>
    /// <exception cref="OperationCanceledException">Cancellation was asked for.</exception>
    Task<(ScanAnswer? Answer, string Refusal)> ScanAsync(CancellationToken cancellationToken);
}
