using EdgeTwin.EdgeAgent.Configuration.Reading;

namespace EdgeTwin.EdgeAgent.Configuration.Checks;

/// <summary>The broker's security settings belong together, and the page has an address. That the files exist is found out when running.</summary>
internal static class SyncChecks
{
    public static void Run(StationConfiguration station, ErrorList errors)
    {
        var broker = station.Sync.Broker;
        CheckPair(broker.ClientCertificateFile, broker.ClientKeyFile, "clientCertificateFile", "clientKeyFile", errors);
        CheckPair(broker.ClientKeyFile, broker.ClientCertificateFile, "clientKeyFile", "clientCertificateFile", errors);
        if (broker.PasswordFile is not null && broker.Username is null)
            errors.Add("sync.broker.passwordFile", "stands without username", "write the username, too, or remove both");
        if (!broker.Tls)
        {
            NeedsTls(broker.CaFile, "caFile", errors);
            NeedsTls(broker.ClientCertificateFile, "clientCertificateFile", errors);
        }

        if (!ListenAddress.TryParse(station.Page.Listen, out _))
            errors.Add("page.listen", $"is \"{SchemaWords.Shorten(station.Page.Listen)}\"", ListenAddress.Advice);
    }

    private static void CheckPair(string? present, string? partner, string name, string partnerName, ErrorList errors)
    {
        if (present is not null && partner is null)
            errors.Add($"sync.broker.{name}", $"stands without {partnerName}", $"write {partnerName}, too: the broker checks both together");
    }

    private static void NeedsTls(string? file, string name, ErrorList errors)
    {
        if (file is not null)
            errors.Add($"sync.broker.{name}", "has no effect while tls is false", "write \"tls\": true (usually with port 8883), or remove it");
    }
}
