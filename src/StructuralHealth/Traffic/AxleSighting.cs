namespace EdgeTwin.StructuralHealth.Traffic;

/// <summary>The axles that both gauges saw, in samples from the start of the passage.</summary>
/// <param name="First">When each was over the first gauge.</param>
/// <param name="Second">When each was over the second gauge.</param>
/// <param name="HiddenShare">The heaviest axle, as a share of the heaviest of the vehicle, that noise or the limit of the search could have hidden.</param>
/// <param name="Refusal">Why there are none.</param>
internal sealed record AxleSighting(List<double> First, List<double> Second, double HiddenShare, TrafficRefusal Refusal)
{
    private const double MostHiddenShare = 0.35;
    private const double ToleranceM = 0.6;
    private const double StrayNoiseFactor = 8;
    private const double StrayShare = 0.4;

    /// <summary>Finds the axles in the sum of both gauges, one shifted by the lag, and then in each; neither may show a strong axle of its own.</summary>
    public static AxleSighting Of(GaugeSignal first, GaugeSignal second, int from, int count, double lag, double speedMps, TrafficOptions options)
    {
        var rate = first.SampleRateHz;
        var width = AxleSharpener.Width(options.AxleResolutionM / speedMps, rate);
        var gain = AxleSharpener.NoiseGain(width, rate);
        var (one, other) = (AxleSharpener.Apply(first.Strain, from, count, width, rate), AxleSharpener.Apply(second.Strain, from, count, width, rate));
        var (oneNoise, otherNoise) = (gain * first.NoiseMicrostrain, gain * second.NoiseMicrostrain);
        var factor = AxlePairing.Strength(one) / AxlePairing.Strength(other);
        var jointNoise = Math.Sqrt((oneNoise * oneNoise) + (factor * otherNoise * factor * otherNoise));
        var joint = AxlePairing.Joint(one, other, lag, factor);
        var axles = AxlePairing.Peaks(joint, jointNoise, options.MinimumAxleShare);
        var hidden = Math.Max(options.MinimumAxleShare, AxlePairing.NoiseFactor * jointNoise / joint.Max());
        if (axles.Count < 2 || hidden > MostHiddenShare)
            return Refused(TrafficRefusal.AxlesUnresolved);
        var tolerance = ToleranceM / speedMps * rate;
        var firstAxles = Located(one, axles, 0, tolerance);
        var secondAxles = Located(other, axles, lag, tolerance);
        if (!Complete(firstAxles, secondAxles) || IsDoubled(firstAxles) || IsDoubled(secondAxles)
            || HasStray(one, oneNoise, firstAxles, tolerance) || HasStray(other, otherNoise, secondAxles, tolerance))
            return Refused(TrafficRefusal.AxlesDisagree);
        return new AxleSighting(firstAxles, secondAxles, hidden, TrafficRefusal.None);
    }

    private static AxleSighting Refused(TrafficRefusal refusal) => new([], [], double.NaN, refusal);

    private static List<double> Located(double[] sharpened, List<double> axles, double lag, double tolerance)
    {
        var peaks = AxlePairing.Peaks(sharpened, noise: 0, share: 0);
        return [.. axles.Select(axle => AxlePairing.PeakNear(sharpened, peaks, axle + lag, tolerance))];
    }

    /// <summary>
    /// One axle of three or more may be hidden from one of the gauges, by another axle that enters or leaves the bridge at that moment; its time is then that of the other gauge less the lag.
    /// </summary>
    private static bool Complete(List<double> firstAxles, List<double> secondAxles)
    {
        double[] lags = [.. firstAxles.Zip(secondAxles, (one, other) => other - one).Where(double.IsFinite).Order()];
        var hidden = firstAxles.Count - lags.Length;
        if (hidden > 1 || (hidden == 1 && firstAxles.Count < 3))
            return false;
        var lag = lags[lags.Length / 2];
        for (var axle = 0; axle < firstAxles.Count; axle++)
        {
            if (double.IsNaN(firstAxles[axle]) && double.IsNaN(secondAxles[axle]))
                return false;
            firstAxles[axle] = double.IsNaN(firstAxles[axle]) ? secondAxles[axle] - lag : firstAxles[axle];
            secondAxles[axle] = double.IsNaN(secondAxles[axle]) ? firstAxles[axle] + lag : secondAxles[axle];
        }

        return true;
    }

    private static bool IsDoubled(List<double> axles) => axles.Zip(axles.Skip(1)).Any(pair => pair.Second <= pair.First);

    private static bool HasStray(double[] sharpened, double noise, List<double> axles, double tolerance) =>
        AxlePairing.Peaks(sharpened, noise * StrayNoiseFactor / AxlePairing.NoiseFactor, StrayShare).Any(peak => axles.All(axle => Math.Abs(axle - peak) > tolerance));
}
