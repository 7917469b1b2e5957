using System.Runtime.InteropServices;
using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Acquisition;

/// <summary>Reads the kernel's own opinion of its clock: adjtimex(2), <c>linux/timex.h</c>.</summary>
internal static partial class KernelClock
{
    private const int StatusUnsynchronised = 0x0040;
    private const int TimexStructBytes = 208;
    private const int StatusOffset = 40;
    private const int MaximumErrorOffset = 24;

    /// <summary>Source and maximum error of the system clock.</summary>
    public static ClockQuality Read()
    {
        Span<byte> timex = stackalloc byte[TimexStructBytes];
        timex.Clear();
        if (!OperatingSystem.IsLinux() || nint.Size != 8 || AdjustTime(ref MemoryMarshal.GetReference(timex)) < 0)
            return ClockQuality.Unknown;
        var status = MemoryMarshal.Read<int>(timex[StatusOffset..]);
        var maximumErrorUs = MemoryMarshal.Read<long>(timex[MaximumErrorOffset..]);
        return (status & StatusUnsynchronised) != 0
            ? new ClockQuality(File.Exists("/dev/rtc0") ? ClockSource.Rtc : ClockSource.None, long.MaxValue)
            : new ClockQuality(ClockSource.Ntp, maximumErrorUs * 1000);
    }

    [LibraryImport("libc", EntryPoint = "adjtimex", SetLastError = true)]
    private static partial int AdjustTime(ref byte timex);
}
