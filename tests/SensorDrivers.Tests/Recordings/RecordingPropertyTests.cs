using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeTwin.SensorDrivers.Tests.Recordings;

public sealed class RecordingPropertyTests
{
    [Fact]
    public void WriteThenRead_AnyTable_IsTheSame() =>
        Prop.ForAll(Tables.ToArbitrary(), table =>
        {
            using var file = new RecordingFile(table.Write(), table.Compressed);
            var sets = RecordingFile.ReadAll(file.Path, capacity: table.Capacity);
            return table.Rows.Length == sets.Count
                && sets.Zip(table.Rows).All(pair => pair.First.Values.AsSpan().SequenceEqual(pair.Second))
                && sets.Zip(table.TimesNs).All(pair => Math.Abs(pair.First.UtcNs - pair.Second) <= table.IntervalNs / 2)
                && sets.Zip(table.TimesNs).All(pair => pair.First.UtcNs / 1_000_000_000 == pair.Second / 1_000_000_000)
                && sets.Select(set => set.Sequence).SequenceEqual(table.Sequence);
        }).QuickCheckThrowOnFailure();

    private static Gen<RecordedTable> Tables =>
        from channels in Gen.Choose(1, 5)
        from rows in Gen.Choose(2, 120)
        from intervalUs in Gen.Elements(200, 1000, 3906, 10_000, 100_000, 1_000_000, 600_000_000)
        from jitterPercent in Gen.Choose(0, 9)
        from gapAt in Gen.Choose(2, 400)
        from gapLength in Gen.Choose(1, 50)
        from compressed in Gen.Elements(true, false)
        from capacity in Gen.Choose(1, 150)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select new RecordedTable(channels, rows, intervalUs * 1000L, jitterPercent / 100.0, gapAt, gapLength, compressed, capacity, seed);

    private sealed record RecordedTable
    {
        public RecordedTable(
            int channels, int rows, long intervalNs, double jitter, int gapAt, int gapLength, bool compressed, int capacity, int seed)
        {
            var random = new Random(seed);
            Compressed = compressed;
            Capacity = capacity;
            IntervalNs = intervalNs;
            // The gap comes behind enough rows for a share of ordinary steps that names one rate.
            Sequence = [.. Enumerable.Range(0, rows).Select(i => (long)(i >= Math.Max(8, gapAt) ? i + gapLength : i))];
            TimesNs = [.. Sequence.Select(i => (i * intervalNs) + (i == 0 ? 0 : (long)(jitter * intervalNs * (random.NextDouble() - 0.5))))];
            Rows = [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, channels).Select(_ => Value(random)).ToArray())];
        }

        public bool Compressed { get; }

        public int Capacity { get; }

        public long IntervalNs { get; }

        public long[] Sequence { get; }

        public long[] TimesNs { get; }

        public float[][] Rows { get; }

        public string Write()
        {
            var text = new StringBuilder("time_s");
            for (var channel = 0; channel < Rows[0].Length; channel++)
                text.Append(CultureInfo.InvariantCulture, $",acc_{channel:00}_mps2");
            text.Append('\n');
            foreach (var (row, timeNs) in Rows.Zip(TimesNs))
            {
                text.Append((timeNs / 1e9m).ToString(CultureInfo.InvariantCulture));
                foreach (var value in row)
                    text.Append(',').Append(float.IsNaN(value) ? string.Empty : value.ToString("R", CultureInfo.InvariantCulture));
                text.Append('\n');
            }

            return text.ToString();
        }

        // Any bit pattern of a finite float, or a missing value.
        private static float Value(Random random)
        {
            var value = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
            return float.IsFinite(value) ? value : float.NaN;
        }
    }
}
