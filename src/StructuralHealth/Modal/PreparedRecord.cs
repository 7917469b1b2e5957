using System.Numerics.Tensors;

namespace EdgeTwin.StructuralHealth.Modal;

/// <summary>A record as the identification takes it: without gaps, decimated to its band, every channel of unit deviation.</summary>
internal sealed record PreparedRecord(IReadOnlyList<double[][]> Stretches, double RateHz, int Factor, BandOfInterest Band, double[] Scales)
{
    /// <summary>The band reaches to this part of the decimated rate.</summary>
    private const double BandShare = 0.4;

    /// <summary>Below it the derived band is empty because no spectrum fits, not because nothing moves.</summary>
    private const int SamplesMinimum = 64;

    /// <summary>What rounding may leave of a constant channel.</summary>
    private const double Rounding = 1e-11;

    public int Channels => Scales.Length;

    public static PreparedRecord From(ModalRecord record, BandOfInterest band, ModalAnalysisOptions options)
    {
        if (!(band.HighHz > 0))
        {
            throw record.Length < SamplesMinimum
                ? new ModalRefusalException(ModalRefusalKind.TooShort, $"The record has {record.Length} samples; at least {SamplesMinimum} are needed to see any vibration.")
                : new ModalRefusalException(ModalRefusalKind.DeadChannel, "No channel moves at all: there is no vibration in the record.");
        }

        var stretches = RecordStretches.Cut(record, band.HighHz, options.MissingShareMaximum);
        var cycles = record.DurationSeconds * band.LowHz;
        if (cycles < options.CyclesMinimum)
        {
            throw new ModalRefusalException(
                ModalRefusalKind.TooShort,
                $"The record of {record.DurationSeconds:G4} s holds {cycles:F1} cycles of the lowest frequency of interest, {band.LowHz:G4} Hz; {options.CyclesMinimum:G4} are needed, which take {options.CyclesMinimum / band.LowHz:F0} s.");
        }

        var decimator = new Decimator(Math.Max(1, (int)(BandShare * record.SampleRateHz / band.HighHz)));
        List<double[][]> decimated = [.. stretches
            .Where(stretch => decimator.OutputLength(stretch[0].Length) > 1)
            .Select(stretch => stretch.Select(channel => decimator.Apply(channel)).ToArray())];
        if (decimated.Count == 0)
            throw new ModalRefusalException(ModalRefusalKind.TooManyGaps, "No stretch between two gaps is longer than the decimation filter.");
        var scales = Normalise(record, decimated);
        return new PreparedRecord(decimated, record.SampleRateHz / decimator.Factor, decimator.Factor, band, scales);
    }

    private static double[] Normalise(ModalRecord record, List<double[][]> stretches)
    {
        var scales = new double[record.Channels.Count];
        var samples = stretches.Sum(stretch => stretch[0].Length);
        for (var channel = 0; channel < scales.Length; channel++)
        {
            scales[channel] = Math.Sqrt(stretches.Sum(stretch => TensorPrimitives.SumOfSquares<double>(stretch[channel])) / samples);
            if (!(scales[channel] > Rounding * LargestSample(record.Channels[channel].Span)))
                throw new ModalRefusalException(ModalRefusalKind.DeadChannel, $"{record.Names[channel]} does not move at all within the band of interest.");
            foreach (var stretch in stretches)
                TensorPrimitives.Divide(stretch[channel], scales[channel], stretch[channel]);
        }

        return scales;
    }

    private static double LargestSample(ReadOnlySpan<double> samples)
    {
        var largest = 0.0;
        foreach (var sample in samples)
            largest = double.IsFinite(sample) ? Math.Max(largest, Math.Abs(sample)) : largest;
        return largest;
    }
}
