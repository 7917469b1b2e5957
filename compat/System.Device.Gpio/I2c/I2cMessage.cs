using System.Runtime.InteropServices;

namespace System.Device.I2c;

/// <summary>struct i2c_msg, linux/i2c.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct I2cMessage
{
    public const ushort FlagRead = 0x0001;

    public ushort Address;
    public ushort Flags;
    public ushort Length;
    public byte* Buffer;
}

/// <summary>struct i2c_rdwr_ioctl_data, linux/i2c-dev.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct I2cMessageSet
{
    public I2cMessage* Messages;
    public uint Count;
}

/// <summary>Request numbers of linux/i2c-dev.h.</summary>
internal static class I2cRequest
{
    public const uint Functions = 0x0705;
    public const uint ReadWrite = 0x0707;
}
