using System.Globalization;
using System.Text;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Store;
using EdgeTwin.Sync;
using EdgeTwin.Sync.Mqtt;
using EdgeTwin.Sync.Sparkplug;
using EdgeTwin.Sync.Twin;

namespace EdgeTwin.EdgeAgent.Hosting;

/// <summary>Makes the sync service that the station file asks for.</summary>
internal static class StationSync
{
    private const string BirthDeathSection = "sparkplug-session";

    public static SyncService Create(StationConfiguration configuration, TwinStore store, ITwinHost host, StationServices services)
    {
        var options = Options(configuration, services.ResolveFile);
        store.RegisterLanes([.. Lanes(options)]);
        var sequence = new BirthDeathSequenceStore(() => LoadSequence(store), value => SaveSequence(store, value));
        return new SyncService(options, store.Outbox, host, sequence, services.Time, services.Loggers);
    }

    private static IEnumerable<string> Lanes(SyncOptions options)
    {
        if (options.Sparkplug.Enabled)
            yield return SyncService.SparkplugLaneName;
        if (options.Twin.Enabled)
            yield return SyncService.TwinLaneName;
    }

    private static SyncOptions Options(StationConfiguration configuration, Func<string, string> resolve)
    {
        var sync = configuration.Sync;
        return new SyncOptions
        {
            Owner = configuration.Gateway.Owner,
            Gateway = configuration.Gateway.Id,
            Broker = Broker(sync.Broker, resolve),
            Sparkplug = new SparkplugLaneOptions
            {
                Enabled = sync.Enabled && sync.Sparkplug.Enabled,
                Group = sync.Sparkplug.Group,
                PrimaryHost = sync.Sparkplug.PrimaryHost,
            },
            Twin = Twin(sync),
        };
    }

    private static TwinLaneOptions Twin(SyncConfiguration sync)
    {
        var options = new TwinLaneOptions
        {
            Enabled = sync.Enabled && sync.Twin.Enabled,
            Acknowledge = sync.Twin.Acknowledge == Configuration.AcknowledgePolicy.Broker
                ? Sync.Twin.AcknowledgePolicy.Broker
                : Sync.Twin.AcknowledgePolicy.Consumer,
            BacklogBytesPerSecond = sync.Twin.BacklogBytesPerSecond,
        };
        return sync.Twin.Compress ? options : options with { CompressFromBytes = int.MaxValue, CompressAlarmsFromBytes = int.MaxValue };
    }

    private static BrokerOptions Broker(BrokerConfiguration broker, Func<string, string> resolve) => new()
    {
        Host = broker.Host,
        Port = broker.Port,
        Tls = broker.Tls,
        CaFile = Resolved(broker.CaFile, resolve),
        ClientCertificateFile = Resolved(broker.ClientCertificateFile, resolve),
        ClientKeyFile = Resolved(broker.ClientKeyFile, resolve),
        Username = broker.Username,
        PasswordFile = Resolved(broker.PasswordFile, resolve),
    };

    private static string? Resolved(string? file, Func<string, string> resolve) => file is null ? null : resolve(file);

    private static int? LoadSequence(TwinStore store) => store.Reader.LoadState(BirthDeathSection) is { } kept ? (int)kept.Version : null;

    private static void SaveSequence(TwinStore store, int value) => store.SaveState(
        BirthDeathSection, value, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"bdSeq\":{value}}}")), atOnce: true);
}
