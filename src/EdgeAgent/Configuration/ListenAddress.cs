using System.Globalization;
using System.Net;

namespace EdgeTwin.EdgeAgent.Configuration;

/// <summary>Address and port that the page listens on.</summary>
internal static class ListenAddress
{
    public const string Advice =
        "write an IP address and a port: 127.0.0.1:8480 for this gateway only, 0.0.0.0:8480 for all its networks, [::]:8480 for IPv6, too";

    /// <summary>Reads <c>127.0.0.1:8480</c>, <c>[::1]:8480</c> or <c>localhost:8480</c>. Port 0 lets the system choose a free one.</summary>
    public static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IPEndPoint? endPoint)
    {
        endPoint = null;
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            return false;
        var host = text[..colon];
        if (host == "localhost")
            endPoint = new IPEndPoint(IPAddress.Loopback, port);
        else if (IsAddress(host, out var address))
            endPoint = new IPEndPoint(address, port);
        return endPoint is not null;
    }

    /// <summary>IPv6 stands in brackets; IPv4 in four parts, since <see cref="IPAddress"/> takes "1" for 0.0.0.1.</summary>
    private static bool IsAddress(string host, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IPAddress? address)
    {
        var isBracketed = host.StartsWith('[') && host.EndsWith(']');
        if (IPAddress.TryParse(isBracketed ? host[1..^1] : host, out address))
            return isBracketed == host.Contains(':') && (isBracketed || host.Count(letter => letter == '.') == 3);
        return false;
    }
}
