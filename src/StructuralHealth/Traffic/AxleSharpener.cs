namespace EdgeTwin.StructuralHealth.Traffic;

/// <summary>
/// Turns strain into bells at the axles: an influence line has a kink where the axle is over the gauge, and the negative second derivative of a kink, smoothed by a bell, is that bell.
/// What bends the other way (axles that enter or leave the span) comes out negative.
/// </summary>
internal static class AxleSharpener
{
    private const double ReachDeviations = 4;
    private const double FewestSamples = 1.5;

    /// <summary>The bell that is used where one of <paramref name="seconds"/> would be narrower than the samples allow.</summary>
    public static double Width(double seconds, double sampleRateHz) => Math.Max(seconds, FewestSamples / sampleRateHz);

    /// <summary>Sharpened strain over a part of a signal, in um/m; 0 where the filter reaches over a missing sample or the end.</summary>
    public static double[] Apply(double[] strain, int first, int count, double widthSeconds, double sampleRateHz)
    {
        var kernel = Kernel(widthSeconds * sampleRateHz);
        var half = kernel.Length / 2;
        var sharpened = new double[count];
        for (var index = 0; index < count; index++)
        {
            var start = first + index - half;
            if (start < 0 || start + kernel.Length > strain.Length)
                continue;
            var sum = 0.0;
            for (var tap = 0; tap < kernel.Length; tap++)
                sum += kernel[tap] * strain[start + tap];
            sharpened[index] = double.IsNaN(sum) ? 0 : sum;
        }

        return sharpened;
    }

    /// <summary>Standard deviation of sharpened white noise of deviation 1.</summary>
    public static double NoiseGain(double widthSeconds, double sampleRateHz) => Math.Sqrt(Kernel(widthSeconds * sampleRateHz).Sum(tap => tap * tap));

    /// <summary>Negative second derivative of a bell times its variance, made to ignore any constant and slope exactly.</summary>
    private static double[] Kernel(double deviationSamples)
    {
        var half = (int)Math.Ceiling(ReachDeviations * deviationSamples);
        var kernel = new double[(2 * half) + 1];
        for (var tap = -half; tap <= half; tap++)
        {
            var x = tap / deviationSamples;
            kernel[tap + half] = (1 - (x * x)) * Math.Exp(-0.5 * x * x) / (deviationSamples * Math.Sqrt(2 * Math.PI));
        }

        var mean = kernel.Average();
        for (var tap = 0; tap < kernel.Length; tap++)
            kernel[tap] -= mean;
        return kernel;
    }
}
