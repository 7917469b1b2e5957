using System.Net.Sockets;
using EdgeTwin.EdgeAgent.CommandLine;

namespace EdgeTwin.EdgeAgent.Hosting;

/// <summary>
/// Finds out before the web server starts whether the control socket can be made: a bridge is measured with or without it, and a state
/// directory that is full, gone or read-only must not keep the page from those who are to put it right.
/// </summary>
internal static class ControlSocket
{
    /// <summary>Removes what an earlier run left and tries the place. Why no socket can be made there, for a person; empty when all is well.</summary>
    public static string Problem(string stateDirectory)
    {
        var path = StateDirectory.ControlSocket(stateDirectory);
        try
        {
            Directory.CreateDirectory(stateDirectory);
            File.Delete(path);
            using (var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
                probe.Bind(new UnixDomainSocketEndPoint(path));
            File.Delete(path);
            return "";
        }
        catch (Exception error) when (error is SocketException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return $"There is no control socket {path} ({error.Message}): 'edgetwin simulate' cannot reach this agent. Make the state directory writable, free some space in it, or choose a shorter path with --state.";
        }
    }
}
