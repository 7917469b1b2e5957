namespace EdgeTwin.Sync;

/// <summary>What the page and health show of one lane.</summary>
/// <param name="Lane">Lane name: <c>sparkplug</c> or <c>twin</c>.</param>
/// <param name="Connected">Whether a broker session stands.</param>
/// <param name="Message">One sentence for a person: "In step", "Offline since …: connection refused by …. Records are kept.".</param>
/// <param name="Position">Last sequence number done.</param>
/// <param name="Backlog">Records waiting.</param>
/// <param name="BytesSent">Payload bytes sent since the start.</param>
/// <param name="Quarantined">Records put aside.</param>
public sealed record LaneStatus(string Lane, bool Connected, string Message, long Position, long Backlog, long BytesSent, long Quarantined);
