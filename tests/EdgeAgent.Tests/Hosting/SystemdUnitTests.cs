using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeTwin.EdgeAgent.Tests.Hosting;

public sealed partial class SystemdUnitTests
{
    private const double ExposureMax = 2.0;

    private static string UnitFile { get; } = Path.Combine(RepositoryFiles.Root, "deploy", "systemd", "edgetwin.service");

    [Theory]
    [InlineData("Type", "notify")]
    [InlineData("NotifyAccess", "main")]
    [InlineData("WatchdogSec", "30")]
    [InlineData("WatchdogSignal", "SIGKILL")]
    [InlineData("Restart", "always")]
    [InlineData("StartLimitIntervalSec", "0")]
    [InlineData("User", "edgetwin")]
    [InlineData("SupplementaryGroups", "i2c spi gpio")]
    [InlineData("StateDirectory", "edgetwin")]
    [InlineData("DevicePolicy", "closed")]
    [InlineData("NoNewPrivileges", "yes")]
    [InlineData("ProtectSystem", "strict")]
    [InlineData("ExecStart", "/usr/lib/edgetwin/edgetwin run --config /etc/edgetwin/station.json --state /var/lib/edgetwin")]
    public void Unit_Directive_IsSetOnce(string name, string expected) => Assert.Equal([expected], Values(name));

    [Fact]
    public void Unit_Devices_AreTheBusesOnly() =>
        Assert.Equal(["char-gpiochip rw", "char-i2c rw", "char-iio rw", "char-spi rw"], Values("DeviceAllow").Order(StringComparer.Ordinal));

    [Fact]
    public void Unit_ClockState_CanBeReadAndNotSet()
    {
        Assert.Contains("adjtimex clock_adjtime", Values("SystemCallFilter"));
        Assert.Equal([string.Empty], Values("CapabilityBoundingSet"));
    }

    [Fact]
    public void Unit_SystemCallsOfDotnet_AreAllowedBehindTheRefusals()
    {
        var filters = Values("SystemCallFilter");

        // The last line that names a call decides (man 5 systemd.exec).
        Assert.True(Array.IndexOf(filters, "sched_setaffinity") > Array.IndexOf(filters, "~@privileged @resources"));
        Assert.Equal(["no"], Values("MemoryDenyWriteExecute"));
    }

    [SystemdFact]
    public async Task Unit_SecurityAnalysis_ScoresTwoOrBetter()
    {
        var output = await RunAsync("security", "--offline=true", "--no-pager", UnitFile);

        var exposure = double.Parse(Overall().Match(output).Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        Assert.True(exposure <= ExposureMax, output);
        Assert.DoesNotContain("Unknown key", output, StringComparison.Ordinal);
    }

    private static string[] Values(string name) =>
    [
        .. File.ReadLines(UnitFile)
            .Where(line => line.StartsWith(name + "=", StringComparison.Ordinal))
            .Select(line => line[(name.Length + 1)..]),
    ];

    private static async Task<string> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo("systemd-analyze", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output + await error;
    }

    [GeneratedRegex(@"Overall exposure level for \S+: (\d+\.\d+)")]
    private static partial Regex Overall();
}

/// <summary>A test that needs systemd-analyze; skipped with the reason where it is absent.</summary>
internal sealed class SystemdFactAttribute : FactAttribute
{
    public SystemdFactAttribute()
    {
        var isInstalled = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':')
            .Any(folder => File.Exists(Path.Combine(folder, "systemd-analyze")));
        if (!isInstalled)
            Skip = "systemd-analyze is not installed (package systemd).";
    }
}
