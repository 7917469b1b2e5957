using EdgeTwin.SensorDrivers.Buses;

namespace EdgeTwin.SensorDrivers.Ads1220;

/// <summary>
/// What an ADS1220 can say of itself and of its bridge (data sheet SBAS501C, sections 8.3.10, 8.3.11 and 8.3.13): each figure is one
/// conversion with the inputs switched inside the chip. All but the temperature are measured against the internal reference.
/// </summary>
internal sealed class Ads1220SelfTest(Ads1220Chip chip, Ads1220Options options, IBusProvider buses)
{
    // Section 6.5, input offset voltage: +-30 uV at most at gain 1; the noise of a short conversion comes on top (table 3).
    private const double OffsetMicrovoltMax = 50;

    // Section 6.3: analog supply, external reference, ambient temperature.
    private const double SupplyVMin = 2.3;
    private const double SupplyVMax = 5.5;
    private const double ReferenceVMin = 0.75;
    private const double TemperatureCMin = -40;
    private const double TemperatureCMax = 125;

    // 10 uA through bridge and input filter is some tens of millivolts; an open input is drawn to the supply, beyond the reference.
    private const double BurnOutVMax = 1;

    // 20 SPS, which averages mains hum out of what the wires pick up.
    private readonly Ads1220Conversion _conversion = Ads1220Conversion.All[0];

    public SelfTestReport Run()
    {
        var offsetV = Volts(Ads1220Registers.MuxShorted, 0);
        var supplyV = Volts(Ads1220Registers.MuxSupplyQuarter, 0) * Ads1220Registers.MonitorDivider;
        List<SelfTestCheck> checks =
        [
            new("offset", offsetV * 1e6, -OffsetMicrovoltMax, OffsetMicrovoltMax, "uV"),
            new("supply", supplyV, SupplyVMin, SupplyVMax, "V"),
            new("chip temperature", Ads1220Registers.TemperatureC(Code(0, Ads1220Registers.TemperatureSensor)), TemperatureCMin, TemperatureCMax, "degC"),
            new("input with 10 uA", Volts(options.InputCode, Ads1220Registers.BurnOutCurrents), -BurnOutVMax, BurnOutVMax, "V"),
        ];
        if (options.ReferenceBits == Ads1220Registers.ReferencePins)
        {
            // Section 6.3: the reference may be as high as the supply; the monitors are within some percent.
            var referenceV = Volts(Ads1220Registers.MuxReferenceQuarter, 0) * Ads1220Registers.MonitorDivider;
            checks.Add(new SelfTestCheck("reference", referenceV, ReferenceVMin, supplyV * 1.05, "V"));
        }

        return new SelfTestReport(checks);
    }

    private double Volts(byte inputCode, byte extraBits) =>
        Code(inputCode, extraBits) / Ads1220Registers.CodesPerUnit * Ads1220Registers.InternalReferenceV;

    private int Code(byte inputCode, byte extraBits)
    {
        ReadOnlySpan<byte> registers =
        [
            (byte)(inputCode << Ads1220Registers.MuxShift),
            (byte)(_conversion.RegisterBits | extraBits),
            Ads1220Registers.ReferenceInternal | Ads1220Registers.Reject50And60Hz,
            0,
        ];
        chip.Configure(registers);
        chip.Start(registers);
        buses.Pause(TimeSpan.FromTicks(_conversion.CertainlyDoneNs / TimeSpan.NanosecondsPerTick + 1));
        return chip.Fetch(registers, startsNext: false, out _);
    }
}
