namespace EdgeTwin.SensorDrivers.Iis3dhhc;

/// <summary>The two names of the chip. Registers, identity and figures are the same, so either driver reads either chip.</summary>
/// <param name="Name">Name in the station file.</param>
/// <param name="Title">What a person calls it.</param>
internal sealed record Iis3dhhcVariant(string Name, string Title)
{
    public static Iis3dhhcVariant Iis3dhhc { get; } = new("iis3dhhc", "IIS3DHHC three-axis accelerometer");

    public static Iis3dhhcVariant Lis3dhh { get; } = new("lis3dhh", "LIS3DHH three-axis accelerometer");
}
