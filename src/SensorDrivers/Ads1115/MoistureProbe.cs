namespace EdgeTwin.SensorDrivers.Ads1115;

/// <summary>
/// A capacitive moisture probe on one input: its output voltage falls (with most makes) from <paramref name="DryV"/> in air to
/// <paramref name="WetV"/> in water. Moisture is the place between the two in percent; beyond them it goes below 0 and above 100,
/// which says that the two voltages are to be taken anew.
/// </summary>
/// <param name="Name">Name of the channel.</param>
/// <param name="Input">Input of the converter, 0 to 3.</param>
/// <param name="DryV">Voltage of the dry probe.</param>
/// <param name="WetV">Voltage of the wet probe.</param>
internal sealed record MoistureProbe(string Name, int Input, double DryV, double WetV)
{
    private const double Percent = 100;

    public double MoisturePercent(double volts) => (volts - DryV) / (WetV - DryV) * Percent;

    public double Volts(double moisturePercent) => DryV + moisturePercent / Percent * (WetV - DryV);
}
