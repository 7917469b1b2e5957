using System.Net.Sockets;
using EdgeTwin.EdgeAgent.Configuration;

namespace EdgeTwin.EdgeAgent.Hosting;

/// <summary>Finds out whether the page can be served, before anything depends on it: a bridge is measured with or without a page.</summary>
internal static class PageAddress
{
    /// <summary>Why nobody can listen there, for a person; empty when all is well.</summary>
    public static string Problem(string listen)
    {
        try
        {
            if (!ListenAddress.TryParse(listen, out var endPoint))
                return $"The page is not served: '{listen}' is no address; {ListenAddress.Advice}.";
            using var probe = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            probe.Bind(endPoint);
            return "";
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return $"The page is not served: another program already listens on {listen}. Stop it, or choose another address with --page or page.listen. The agent works without it.";
        }
        catch (SocketException error)
        {
            return $"The page is not served: {listen} cannot be listened on ({error.Message}). Choose another address with --page or page.listen. The agent works without it.";
        }
    }
}
