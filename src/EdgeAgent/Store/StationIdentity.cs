using System.Reflection;

namespace EdgeTwin.EdgeAgent.Store;

/// <summary>What stamps and explanations name: this boot of the machine and this version of the program.</summary>
internal static class StationIdentity
{
    private const string KernelBootId = "/proc/sys/kernel/random/boot_id";

    /// <summary>The kernel's boot id; where there is none, one of this process.</summary>
    public static string BootId { get; } = ReadBootId();

    public static string SoftwareVersion { get; } =
        typeof(StationIdentity).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private static string ReadBootId()
    {
        try
        {
            return File.ReadAllText(KernelBootId).Trim();
        }
        catch (IOException)
        {
            return Guid.NewGuid().ToString();
        }
        catch (UnauthorizedAccessException)
        {
            return Guid.NewGuid().ToString();
        }
    }
}
