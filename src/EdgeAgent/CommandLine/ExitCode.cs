namespace EdgeTwin.EdgeAgent.CommandLine;

/// <summary>What the process returns; documented in the handbook and in <c>edgetwin --help</c>.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>It did not work; the reason is on standard error.</summary>
    public const int Failure = 1;

    /// <summary>The command line itself is wrong.</summary>
    public const int Usage = 2;

    /// <summary>A station file is wrong; every mistake is listed.</summary>
    public const int InvalidConfiguration = 3;

    /// <summary>A sensor is missing, another one, or does not measure: the station is not as its file says.</summary>
    public const int NotAsConfigured = 4;
}
