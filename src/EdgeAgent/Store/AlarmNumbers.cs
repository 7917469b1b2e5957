namespace EdgeTwin.EdgeAgent.Store;

/// <summary>Finds a number that no alarm has had, where the alarms themselves cannot be read: an alarm's number is unique for ever.</summary>
internal static class AlarmNumbers
{
    private const int ChunkBytes = 1 << 20;
    private const int DigitsMin = 6;
    private const int DigitsMax = 12;
    private static readonly DateTimeOffset FirstMinute = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>For a store in memory, which knows nothing of the numbers on the card: far above them, and higher with every minute.</summary>
    public static long FloorOfTheMinute(TimeProvider time) => Math.Max(0, (long)(time.GetUtcNow() - FirstMinute).TotalMinutes);

    /// <summary>The highest number in anything that looks like an alarm's id in the bytes of these files; 0 when there is none.</summary>
    public static long HighestIn(params string[] paths)
    {
        var highest = 0L;
        foreach (var path in paths.Where(File.Exists))
        {
            using var file = File.OpenRead(path);
            var buffer = new byte[ChunkBytes];
            var kept = 0;
            while (file.Read(buffer, kept, buffer.Length - kept) is var read and > 0)
            {
                var filled = buffer.AsSpan(0, kept + read);
                highest = Math.Max(highest, HighestIn(filled));

                // An id may lie across two chunks.
                kept = Math.Min(filled.Length, DigitsMax + 2);
                filled[^kept..].CopyTo(buffer);
            }
        }

        return highest;
    }

    private static long HighestIn(ReadOnlySpan<byte> bytes)
    {
        var highest = 0L;
        while (bytes.IndexOf("A-"u8) is var at and >= 0)
        {
            bytes = bytes[(at + 2)..];
            var digits = bytes.IndexOfAnyExceptInRange((byte)'0', (byte)'9') is var end and >= 0 ? end : bytes.Length;
            if (digits is >= DigitsMin and <= DigitsMax)
                highest = Math.Max(highest, long.Parse(bytes[..digits], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture));
        }

        return highest;
    }
}
