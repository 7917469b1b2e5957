using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Sht4x;

/// <summary>Command model of the SHT4x: measurements in three precisions, serial number, reset. It has no settings, and no heater here.</summary>
internal sealed class SimulatedSht4x(SimulationOptions options, SimulatedSignal[] signals, TimeProvider time, int seed)
    : SimulatedSensirionChip(options, signals, time, seed)
{
    private const long ResetNs = 1_000_000;
    private const double DeviationsOfRepeatability = 3;

    private protected override void PowerOn() => Restart(PoweredNs, ResetNs);

    private protected override bool TryWrite(ReadOnlySpan<byte> bytes)
    {
        if (IsBusy)
            return false;
        switch (bytes[0])
        {
            case Sht4xProtocol.ReadSerialNumber:
                AnswerSerialNumber();
                return true;
            case Sht4xProtocol.SoftReset:
                Restart(NowNs, ResetNs);
                return true;
            default:
                return TryMeasure(bytes[0]);
        }
    }

    private protected override double TemperatureShare(double temperatureC) =>
        (temperatureC - Sht4xProtocol.TemperatureMinC) / Sht4xProtocol.TemperatureSpanC;

    private protected override double HumidityShare(double humidityPercent) =>
        (humidityPercent - Sht4xProtocol.HumidityMinPercent) / Sht4xProtocol.HumiditySpanPercent;

    private protected override double TemperatureC(ushort word) => Sht4xProtocol.TemperatureC(word);

    private protected override double HumidityPercent(ushort word) => Sht4xProtocol.HumidityPercent(word);

    private bool TryMeasure(byte command)
    {
        foreach (var precision in Sht4xPrecision.All)
        {
            if (precision.Command != command)
                continue;
            Measure(
                precision.DurationNsTypical,
                (precision.TemperatureNoiseC / DeviationsOfRepeatability, precision.HumidityNoisePercent / DeviationsOfRepeatability));
            return true;
        }

        return false;
    }
}
