using System.Globalization;
using System.Text;

namespace EdgeTwin.SensorDrivers.Ds18b20;

/// <summary>The files through which Linux gives a DS18B20 (Documentation/w1/slaves/w1_therm.rst, drivers/w1/slaves/w1_therm.c).</summary>
/// <param name="device">The device's name, <c>28-…</c>: family code and serial number, whose check sum the kernel has verified.</param>
internal sealed class Ds18b20Files(string device)
{
    public const string FamilyPrefix = "28-";

    private const string Root = "/sys/bus/w1/devices/";

    /// <summary>The longest of the files is two lines of <see cref="Measurement"/>.</summary>
    public const int BytesMax = 128;

    /// <summary>Reading it measures: two lines of the scratchpad, with check sum and temperature. Empty when the chip does not answer.</summary>
    public string Measurement { get; } = $"{Root}{device}/w1_slave";

    /// <summary>Bits of resolution, 9 to 12; a negative errno when the chip does not answer. Kernels before 5.8 do not have it.</summary>
    public string Resolution { get; } = $"{Root}{device}/resolution";

    /// <summary>Milliseconds that the kernel gives a conversion; written as 0 the usual ones.</summary>
    public string ConversionTime { get; } = $"{Root}{device}/conv_time";

    /// <summary>A number as a file of the kernel has it: digits and a line end.</summary>
    public static byte[] Text(int number) => Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture) + "\n");

    /// <summary>Reads a number that stands alone in a file; <see langword="null"/> when there is none.</summary>
    public static int? Number(ReadOnlySpan<byte> text) =>
        int.TryParse(text.TrimEnd((byte)'\n'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
