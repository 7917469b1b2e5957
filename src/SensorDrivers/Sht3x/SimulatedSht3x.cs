using System.Buffers.Binary;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Sht3x;

/// <summary>
/// Command model of the SHT3x: single shots without clock stretching in three repeatabilities, status register with heater and reset bits,
/// serial number. Periodic mode and alerts are not modelled. The stuck bit is that of the heater, whatever the amount.
/// </summary>
internal sealed class SimulatedSht3x : SimulatedSensirionChip
{
    private const long ResetNs = 1_500_000;
    private const double DeviationsOfRepeatability = 3;

    private ushort _status;

    public SimulatedSht3x(SimulationOptions options, SimulatedSignal[] signals, TimeProvider time, int seed)
        : base(options, signals, time, seed)
    {
        _status = Sht3xProtocol.StatusAfterReset;
    }

    private protected override void PowerOn()
    {
        _status = Sht3xProtocol.StatusAfterReset;
        Restart(PoweredNs, ResetNs);
    }

    private protected override bool TryWrite(ReadOnlySpan<byte> bytes)
    {
        if (IsBusy)
            return false;
        // The first byte of a command is acknowledged; without the second it is none.
        if (bytes.Length < Sht3xProtocol.CommandBytes)
            return true;
        var command = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        if (!TryMeasure(command) && !TryObey(command))
            _status |= Sht3xProtocol.StatusCommandFailed;
        else if (command != Sht3xProtocol.ReadStatus)
            _status = (ushort)(_status & ~Sht3xProtocol.StatusCommandFailed);
        return true;
    }

    private protected override double TemperatureShare(double temperatureC) =>
        (temperatureC - Sht3xProtocol.TemperatureMinC) / Sht3xProtocol.TemperatureSpanC;

    private protected override double HumidityShare(double humidityPercent) => humidityPercent / Sht3xProtocol.HumiditySpanPercent;

    private protected override double TemperatureC(ushort word) => Sht3xProtocol.TemperatureC(word);

    private protected override double HumidityPercent(ushort word) => Sht3xProtocol.HumidityPercent(word);

    private bool TryMeasure(ushort command)
    {
        foreach (var repeatability in Sht3xRepeatability.All)
        {
            if (repeatability.Command != command)
                continue;
            Measure(
                repeatability.DurationNsTypical,
                (repeatability.TemperatureNoiseC / DeviationsOfRepeatability, repeatability.HumidityNoisePercent / DeviationsOfRepeatability));
            return true;
        }

        return false;
    }

    private bool TryObey(ushort command)
    {
        switch (command)
        {
            case Sht3xProtocol.Break:
                return true;
            case Sht3xProtocol.SoftReset:
                _status = Sht3xProtocol.StatusAfterReset;
                Restart(NowNs, ResetNs);
                return true;
            case Sht3xProtocol.HeaterOn:
                _status |= Sht3xProtocol.StatusHeater;
                return true;
            case Sht3xProtocol.HeaterOff:
                _status = (ushort)(_status & ~Sht3xProtocol.StatusHeater);
                return true;
            case Sht3xProtocol.ClearStatus:
                _status = (ushort)(_status & Sht3xProtocol.StatusHeater);
                return true;
            case Sht3xProtocol.ReadStatus:
                Answer((ushort)(_status | (IsActive(SimulatedFault.StuckBit) ? Sht3xProtocol.StatusHeater : 0)));
                return true;
            case Sht3xProtocol.ReadSerialNumber:
                AnswerSerialNumber();
                return true;
            default:
                return false;
        }
    }
}
