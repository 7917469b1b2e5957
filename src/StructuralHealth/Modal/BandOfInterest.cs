namespace EdgeTwin.StructuralHealth.Modal;

/// <summary>The band in which modes are looked for.</summary>
/// <param name="LowHz">Lowest frequency in Hz.</param>
/// <param name="HighHz">Highest frequency in Hz.</param>
public readonly record struct BandOfInterest(double LowHz, double HighHz)
{
    private const double VarianceShare = 0.995;
    private const double Margin = 1.25;
    private const double LowShare = 1.0 / 32;

    /// <summary>As stated, or from where the variance of the channels lies, each channel counting alike.</summary>
    internal static BandOfInterest From(ModalRecord record, ModalAnalysisOptions options)
    {
        var high = double.IsNaN(options.HighFrequencyHz) ? Derived(record) : options.HighFrequencyHz;
        var low = double.IsNaN(options.LowFrequencyHz) ? high * LowShare : options.LowFrequencyHz;
        return new BandOfInterest(low, high);
    }

    private static double Derived(ModalRecord record)
    {
        const int segmentLength = 4096;
        var highest = 0.4 * record.SampleRateHz;
        var stretches = RecordStretches.Cut(record, highest, 1);
        if (stretches.Count == 0)
            return highest;
        var spectra = CrossSpectra.Of(stretches, record.SampleRateHz, Math.Min(segmentLength, Math.Max(64, stretches.Max(stretch => stretch[0].Length) / 8)));
        var shares = new double[spectra.Bins];
        for (var channel = 0; channel < spectra.Channels; channel++)
        {
            var power = spectra.Power(channel);
            var sum = System.Numerics.Tensors.TensorPrimitives.Sum(power);
            for (var bin = 0; bin < shares.Length && sum > 0; bin++)
                shares[bin] += power[bin] / sum;
        }

        var total = shares.Sum();
        var (below, last) = (0.0, 0);
        while (last < shares.Length - 1 && below < VarianceShare * total)
            below += shares[last++];
        return Math.Min(highest, Margin * last * spectra.BinWidthHz);
    }
}
