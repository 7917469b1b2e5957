using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace System.Device.Gpio;

/// <summary>Request numbers and flags of the GPIO character device, version 2: linux/gpio.h, Linux 5.10 and newer.</summary>
internal static class GpioRequest
{
    public const uint ChipInfo = 0x8044B401;
    public const uint GetLine = 0xC250B407;
    public const uint SetConfig = 0xC110B40D;
    public const uint GetValues = 0xC010B40E;
    public const uint SetValues = 0xC010B40F;

    public const ulong FlagInput = 1 << 2;
    public const ulong FlagOutput = 1 << 3;
    public const ulong FlagEdgeRising = 1 << 4;
    public const ulong FlagEdgeFalling = 1 << 5;
    public const ulong FlagPullUp = 1 << 8;
    public const ulong FlagPullDown = 1 << 9;
    public const ulong FlagNoPull = 1 << 10;

    public const uint AttributeOutputValues = 2;
    public const uint EventRising = 1;
}

/// <summary>struct gpiochip_info.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct GpioChipInformation
{
    public fixed byte Name[32];
    public fixed byte Label[32];
    public uint Lines;
}

/// <summary>struct gpio_v2_line_values.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GpioLineValues
{
    public ulong Bits;
    public ulong Mask;
}

/// <summary>struct gpio_v2_line_config_attribute.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GpioLineAttribute
{
    public uint Id;
    public uint Padding;
    public ulong Value;
    public ulong Mask;
}

/// <summary>The ten attributes of a configuration.</summary>
[InlineArray(10)]
internal struct GpioLineAttributes
{
    private GpioLineAttribute _first;
}

/// <summary>struct gpio_v2_line_config.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct GpioLineConfiguration
{
    public ulong Flags;
    public uint AttributeCount;
    public fixed uint Padding[5];
    public GpioLineAttributes Attributes;
}

/// <summary>struct gpio_v2_line_request.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct GpioLineRequest
{
    public fixed uint Offsets[64];
    public fixed byte Consumer[32];
    public GpioLineConfiguration Configuration;
    public uint LineCount;
    public uint EventBufferSize;
    public fixed uint Padding[5];
    public int Descriptor;
}

/// <summary>struct gpio_v2_line_event: an edge with the kernel's time (CLOCK_MONOTONIC, ns) and its number among the line's edges.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct GpioLineEvent
{
    public ulong TimestampNs;
    public uint Id;
    public uint Offset;
    public uint Sequence;
    public uint LineSequence;
    public fixed uint Padding[6];
}
