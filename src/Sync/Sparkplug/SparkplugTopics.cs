namespace EdgeTwin.Sync.Sparkplug;

/// <summary>Topics of one edge node (Sparkplug 3.0 section 4.1).</summary>
internal sealed class SparkplugTopics(string group, string node, string? primaryHost)
{
    public const string Namespace = "spBv1.0";

    public string NodeBirth { get; } = $"{Namespace}/{group}/NBIRTH/{node}";

    public string NodeDeath { get; } = $"{Namespace}/{group}/NDEATH/{node}";

    public string NodeData { get; } = $"{Namespace}/{group}/NDATA/{node}";

    public string NodeCommand { get; } = $"{Namespace}/{group}/NCMD/{node}";

    public string DeviceCommands { get; } = $"{Namespace}/{group}/DCMD/{node}/+";

    public string? HostState { get; } = primaryHost is null ? null : $"{Namespace}/STATE/{primaryHost}";

    public string DeviceBirth(string device) => $"{Namespace}/{group}/DBIRTH/{node}/{device}";

    public string DeviceDeath(string device) => $"{Namespace}/{group}/DDEATH/{node}/{device}";

    public string DeviceData(string device) => $"{Namespace}/{group}/DDATA/{node}/{device}";
}
