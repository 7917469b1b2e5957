namespace EdgeTwin.StructuralHealth.Bench.Kernels;

/// <summary>Signals from a seed that look like a structure: two modes and noise.</summary>
internal static class BenchSignals
{
    /// <summary>Channel-major samples at 1 kHz.</summary>
    public static double[] Axes(int axes, int samples)
    {
        var random = new Random(1);
        var values = new double[axes * samples];
        for (var index = 0; index < values.Length; index++)
        {
            var seconds = index % samples / 1000.0;
            values[index] = (0.002 * Math.Sin(2 * Math.PI * 3.77 * seconds)) + (0.001 * Math.Sin(2 * Math.PI * 15.1 * seconds))
                + (0.001 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5));
        }

        return values;
    }
}
