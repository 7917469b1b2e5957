namespace EdgeTwin.StructuralHealth.Tests;

/// <summary>Signals with known properties, from a seed.</summary>
internal static class Signals
{
    public static float[] Noise(int count, double deviation, int seed, double mean = 0)
    {
        var random = new Random(seed);
        var samples = new float[count];
        for (var index = 0; index < count; index++)
            samples[index] = (float)(mean + (deviation * Gaussian(random)));
        return samples;
    }

    public static float[] Sine(int count, double sampleRateHz, double frequencyHz, double amplitude, double phase = 0) =>
        [.. Enumerable.Range(0, count).Select(index => (float)(amplitude * Math.Sin((2 * Math.PI * frequencyHz * index / sampleRateHz) + phase)))];

    /// <summary>Acceleration of a damped mode under white noise: the exact free motion between impulses eight times per sample, averaged over each sample.</summary>
    public static float[] Mode(int count, double sampleRateHz, double frequencyHz, double dampingRatio, int seed)
    {
        const int substeps = 8;
        var random = new Random(seed);
        var step = 1 / (sampleRateHz * substeps);
        var omega = 2 * Math.PI * frequencyHz;
        var root = Math.Sqrt(1 - (dampingRatio * dampingRatio));
        var decay = Math.Exp(-dampingRatio * omega * step);
        var (sine, cosine) = Math.SinCos(omega * root * step);
        var skew = dampingRatio / root;
        var settling = (int)(4 / (omega * dampingRatio) * sampleRateHz);
        var samples = new float[count];
        double q = 0, v = 0;
        for (var index = -settling; index < count; index++)
        {
            var before = v;
            for (var substep = 0; substep < substeps; substep++)
            {
                var nextQ = decay * ((((skew * sine) + cosine) * q) + (sine / (omega * root) * v));
                v = (decay * ((-omega / root * sine * q) + ((cosine - (skew * sine)) * v))) + (Gaussian(random) * Math.Sqrt(step));
                q = nextQ;
            }

            if (index >= 0)
                samples[index] = (float)((v - before) * sampleRateHz);
        }

        return samples;
    }

    public static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
