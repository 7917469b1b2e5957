namespace EdgeTwin.DeviceFiles.Wire;

/// <summary>Keeps each transfer that came through a device file, and answers some of them itself.</summary>
internal sealed class ScriptedFarEnd(FarEnd behind)
{
    private readonly Lock _access = new();
    private readonly List<Exchange> _seen = [];

    /// <summary>The answer to the transfer of this number (from 1); <see langword="null"/> leaves it to the bus behind.</summary>
    public Func<int, Answer?> Instead { get; set; } = _ => null;

    public IReadOnlyList<Exchange> Seen
    {
        get
        {
            lock (_access)
                return [.. _seen];
        }
    }

    public Answer Answer(Exchange exchange)
    {
        int number;
        lock (_access)
        {
            _seen.Add(exchange);
            number = _seen.Count;
        }

        return Instead(number) ?? behind(exchange);
    }

    /// <summary>An I2C bus on which everything acknowledges and each read gives 1, 2, 3, …</summary>
    public static ScriptedFarEnd CountingI2c() => new(exchange =>
        new Answer(exchange.Segments.Count, Counting(exchange.Segments.Where(segment => segment.IsRead).Sum(segment => segment.Length))));

    /// <summary>An SPI chip that answers every byte with its complement.</summary>
    public static ScriptedFarEnd InvertingSpi() => new(exchange =>
    {
        byte[] inverted = [.. exchange.Segments.SelectMany(segment => segment.Written).Select(value => (byte)~value)];
        return new Answer(inverted.Length, inverted);
    });

    public static byte[] Counting(int count) => [.. Enumerable.Range(1, count).Select(number => (byte)number)];
}
