using System.Device.Gpio;
using EdgeTwin.SensorDrivers.Links;

namespace EdgeTwin.SensorDrivers.Buses;

/// <summary>
/// Frees an I2C bus on which a chip holds SDA low, because it lost count of the clock in the middle of a byte: up to nine clock pulses
/// until it lets go, then a stop condition (UM10204, section 3.1.16). Lines are driven low or released; a pull-up does the rest.
/// </summary>
internal static class I2cBusRecovery
{
    private const int PulsesMax = 9;

    // Half a period of 100 kHz or more; what a pause takes longer only makes the pulse longer, which I2C allows.
    private static readonly TimeSpan HalfPeriod = TimeSpan.FromMicroseconds(50);

    /// <summary>Pulses the clock until the data line is free.</summary>
    /// <returns>Whether it is free at the end.</returns>
    public static bool TryFree(IBusProvider buses, I2cRecoveryLines lines)
    {
        try
        {
            using var sclChip = buses.OpenGpio(lines.Scl.Chip);
            using var otherChip = lines.Sda.Chip == lines.Scl.Chip ? null : buses.OpenGpio(lines.Sda.Chip);
            var sdaChip = otherChip ?? sclChip;
            sclChip.OpenPin(lines.Scl.Line, PinMode.Input);
            sdaChip.OpenPin(lines.Sda.Line, PinMode.Input);
            if (sclChip.Read(lines.Scl.Line) == PinValue.Low)
                return false;
            for (var pulse = 0; pulse < PulsesMax && sdaChip.Read(lines.Sda.Line) == PinValue.Low; pulse++)
            {
                PullLow(sclChip, lines.Scl.Line);
                buses.Pause(HalfPeriod);
                sclChip.SetPinMode(lines.Scl.Line, PinMode.Input);
                buses.Pause(HalfPeriod);
            }

            Stop(buses, sclChip, lines.Scl.Line, sdaChip, lines.Sda.Line);
            return sdaChip.Read(lines.Sda.Line) == PinValue.High;
        }
        catch (Exception exception) when (BusFailure.Is(exception) || exception is InvalidOperationException)
        {
            // Lines that cannot be had cannot help; the bus's own error tells the person what to look at.
            return false;
        }
    }

    // Data rises while the clock is high.
    private static void Stop(IBusProvider buses, GpioController sclChip, int scl, GpioController sdaChip, int sda)
    {
        PullLow(sclChip, scl);
        PullLow(sdaChip, sda);
        buses.Pause(HalfPeriod);
        sclChip.SetPinMode(scl, PinMode.Input);
        buses.Pause(HalfPeriod);
        sdaChip.SetPinMode(sda, PinMode.Input);
        buses.Pause(HalfPeriod);
    }

    private static void PullLow(GpioController chip, int line)
    {
        chip.SetPinMode(line, PinMode.Output);
        chip.Write(line, PinValue.Low);
    }
}
