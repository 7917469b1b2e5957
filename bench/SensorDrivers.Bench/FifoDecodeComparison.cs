using System.Globalization;
using EdgeTwin.SensorDrivers.Adxl355;

namespace EdgeTwin.SensorDrivers.Bench;

/// <summary>
/// The same stream of an ADXL355's FIFO decoded by our driver's decoder, which checks every marker and both ends of the range, and by the
/// loop that one would write at once, which checks nothing. In turn, so that both see the same machine.
/// </summary>
internal sealed class FifoDecodeComparison
{
    private const int Sets = 32;
    private const int Rounds = 40;
    private const int BlocksPerRound = 20_000;
    private const double SpiClockHz = 5e6;
    private const float Mps2PerCount = 9.80665f / 256_000;

    private readonly byte[] _fifo = MakeStream();
    private readonly SampleBlock _block = Rent();
    private readonly float[][] _rows = [new float[Sets], new float[Sets], new float[Sets]];

    /// <summary>Prints the medians and how they compare with what the bus can carry.</summary>
    public void Print()
    {
        Decode(warmUp: true);
        var (ours, plain) = Decode(warmUp: false);
        var carried = SpiClockHz / 8 / Adxl355Registers.EntryBytes;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"FIFO decode: ours {ours:0.00} ns, plain loop {plain:0.00} ns per axis sample, ratio {plain / ours:0.00}; {1e9 / ours / 1e6:0} million axis samples a second and core, {1e9 / ours / carried:0} times the {carried:0} that SPI carries at 5 MHz"));
    }

    private (double Ours, double Plain) Decode(bool warmUp)
    {
        var (ours, plain) = (new double[Rounds], new double[Rounds]);
        for (var round = 0; round < (warmUp ? 4 : Rounds); round++)
        {
            ours[round] = Time(() => Adxl355Fifo.TryDecode(_fifo, Sets, Mps2PerCount, _block));
            plain[round] = Time(() => PlainLoop(_fifo, _rows));
        }

        Array.Sort(ours);
        Array.Sort(plain);
        return (ours[Rounds / 2], plain[Rounds / 2]);
    }

    private static double Time(Func<bool> decode)
    {
        var before = Environment.CpuUsage.TotalTime;
        for (var block = 0; block < BlocksPerRound; block++)
            decode();
        return (Environment.CpuUsage.TotalTime - before).TotalNanoseconds / BlocksPerRound / Sets / Adxl355Registers.AxisCount;
    }

    private static bool PlainLoop(byte[] fifo, float[][] rows)
    {
        var at = 0;
        for (var set = 0; set < Sets; set++)
        {
            for (var axis = 0; axis < 3; axis++)
            {
                var raw = (fifo[at] << 12) | (fifo[at + 1] << 4) | (fifo[at + 2] >> 4);
                if ((raw & 0x80000) != 0)
                    raw -= 0x100000;
                rows[axis][set] = raw * Mps2PerCount;
                at += 3;
            }
        }

        return true;
    }

    private static byte[] MakeStream()
    {
        var random = new Random(1);
        var fifo = new byte[Sets * Adxl355Registers.SetBytes];
        for (var entry = 0; entry < Sets * Adxl355Registers.AxisCount; entry++)
        {
            var bits = (random.Next(-0x70000, 0x70000) << 4) | (entry % Adxl355Registers.AxisCount == 0 ? Adxl355Registers.EntryIsX : 0);
            var at = entry * Adxl355Registers.EntryBytes;
            (fifo[at], fifo[at + 1], fifo[at + 2]) = ((byte)(bits >> 16), (byte)(bits >> 8), (byte)bits);
        }

        return fifo;
    }

    private static SampleBlock Rent() =>
        new SampleBlockPool(Adxl355Registers.AxisCount, Sets, 1).TryRent(out var block) ? block : throw new InvalidOperationException("A new pool has a block.");
}
