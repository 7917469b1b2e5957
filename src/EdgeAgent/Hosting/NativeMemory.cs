using System.Runtime.InteropServices;

namespace EdgeTwin.EdgeAgent.Hosting;

/// <summary>
/// Settings of the C library's memory. Each thread that allocates natively (SQLite, TLS) may get an arena of its own, which keeps what it once
/// had; thread-pool threads come and go, and a station that runs for years would hold the peaks of them all.
/// </summary>
internal static partial class NativeMemory
{
    // malloc.h of glibc.
    private const int ArenaMax = -8;
    private const int Arenas = 2;

    /// <summary>Lets all threads share a few arenas; does nothing where the C library has no such setting.</summary>
    public static void ShareArenas()
    {
        try
        {
            _ = MallOpt(ArenaMax, Arenas);
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library, which shares by itself.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int MallOpt(int parameter, int value);
}
