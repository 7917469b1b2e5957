namespace EdgeTwin.SensorDrivers.Ads1220;

/// <summary>
/// One setting of the converter and how long a single conversion takes with it, from START to the falling edge of DRDY, in periods of
/// the 4.096 MHz clock (data sheet SBAS501C, section 8.3.5, tables of conversion times, column "single-shot"; the ADS122C04's data sheet
/// has the same converter at half the clock and half the periods).
/// </summary>
/// <param name="RegisterBits">Data rate and mode in configuration register 1.</param>
/// <param name="ClockPeriods">Length of a single-shot conversion.</param>
/// <param name="RejectsMains">Whether the filter rejects 50 and 60 Hz, which only 20 SPS in normal mode can.</param>
internal sealed record Ads1220Conversion(byte RegisterBits, int ClockPeriods, bool RejectsMains)
{
    private const double ClockHz = 4_096_000;

    // Section 6.5: the internal oscillator is within 2 %. The rest is for its start (50 us) and the bus.
    private const double OscillatorTolerance = 0.02;
    private const double MarginNs = 100_000;

    // A conversion may fill this much of the sample interval; the rest is for a poll that comes late.
    private const double IntervalShareMax = 0.75;

    /// <summary>From slow and quiet to fast; turbo mode has the lower noise at equal length (tables 1 to 4).</summary>
    public static IReadOnlyList<Ads1220Conversion> All { get; } =
    [
        new(0, 204_850, true),
        Turbo(0, 102_434),
        Turbo(1, 45_618),
        Turbo(2, 23_122),
        Turbo(3, 11_890),
        Turbo(4, 6_290),
        Turbo(5, 3_506),
        Turbo(6, 2_130),
    ];

    /// <summary>The shortest there is.</summary>
    public static Ads1220Conversion Shortest => All[^1];

    /// <summary>Nominal length of a conversion in nanoseconds.</summary>
    public double LengthNs => ClockPeriods / ClockHz * 1e9;

    /// <summary>Time after START before which there cannot be a result, in nanoseconds.</summary>
    public long EarliestDoneNs => (long)(LengthNs * (1 - OscillatorTolerance));

    /// <summary>Time after START when the result is certainly there, in nanoseconds.</summary>
    public long CertainlyDoneNs => (long)(LengthNs * (1 + OscillatorTolerance) + MarginNs);

    /// <summary>The quietest setting that is done in time; <see langword="null"/> when none is.</summary>
    public static Ads1220Conversion? ForRate(double sampleRateHz) =>
        All.FirstOrDefault(conversion => conversion.CertainlyDoneNs <= IntervalShareMax * 1e9 / sampleRateHz);

    private static Ads1220Conversion Turbo(int rateCode, int clockPeriods) =>
        new((byte)(rateCode << Ads1220Registers.RateShift | Ads1220Registers.TurboMode), clockPeriods, false);
}
