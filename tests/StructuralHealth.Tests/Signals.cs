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

    /// <summary>Acceleration of a damped mode under white noise, by its exact discrete solution (impulse invariance of the displacement).</summary>
    public static float[] Mode(int count, double sampleRateHz, double frequencyHz, double dampingRatio, int seed)
    {
        var random = new Random(seed);
        var step = 1 / sampleRateHz;
        var decay = Math.Exp(-2 * Math.PI * frequencyHz * dampingRatio * step);
        var angle = 2 * Math.PI * frequencyHz * Math.Sqrt(1 - (dampingRatio * dampingRatio)) * step;
        var (a1, a2) = (2 * decay * Math.Cos(angle), -decay * decay);
        var settling = (int)(20 / (frequencyHz * dampingRatio) * sampleRateHz / (2 * Math.PI));
        var samples = new float[count];
        double before = 0, last = 0;
        for (var index = -settling; index < count; index++)
        {
            var next = (a1 * last) + (a2 * before) + Gaussian(random);
            (before, last) = (last, next);
            if (index >= 0)
                samples[index] = (float)(next * step);
        }

        return samples;
    }

    public static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
