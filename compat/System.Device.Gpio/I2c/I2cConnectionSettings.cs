namespace System.Device.I2c;

/// <summary>Where an I2C device is.</summary>
/// <param name="busId">N of <c>/dev/i2c-N</c>.</param>
/// <param name="deviceAddress">7-bit address.</param>
public sealed class I2cConnectionSettings(int busId, int deviceAddress)
{
    /// <summary>N of <c>/dev/i2c-N</c>.</summary>
    public int BusId { get; } = busId;

    /// <summary>7-bit address.</summary>
    public int DeviceAddress { get; } = deviceAddress;
}
