namespace EdgeTwin.EdgeAgent.CommandLine;

/// <summary>Where a station keeps what must survive a restart.</summary>
internal static class StateDirectory
{
    /// <summary>Name of the control socket of a running agent, below the state directory.</summary>
    public const string ControlSocketName = "control.sock";

    /// <summary>
    /// The directory that was asked for, else the one that systemd prepared (<c>STATE_DIRECTORY</c>), else <c>./state</c>; always absolute.
    /// systemd may name several, separated by colons; the first is ours.
    /// </summary>
    public static string Resolve(string? asked) => Resolve(asked, Environment.GetEnvironmentVariable("STATE_DIRECTORY"));

    public static string Resolve(string? asked, string? prepared)
    {
        if (!string.IsNullOrEmpty(asked))
            return Path.GetFullPath(asked);
        var first = prepared?.Split(':')[0];
        return Path.GetFullPath(string.IsNullOrEmpty(first) ? "state" : first);
    }

    public static string ControlSocket(string stateDirectory) => Path.Combine(stateDirectory, ControlSocketName);
}
