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
    public static string Resolve(string? asked)
    {
        if (!string.IsNullOrEmpty(asked))
            return Path.GetFullPath(asked);
        var prepared = Environment.GetEnvironmentVariable("STATE_DIRECTORY")?.Split(':')[0];
        return Path.GetFullPath(string.IsNullOrEmpty(prepared) ? "state" : prepared);
    }

    public static string ControlSocket(string stateDirectory) => Path.Combine(stateDirectory, ControlSocketName);
}
