using EdgeTwin.StructuralHealth.Modal;

namespace EdgeTwin.StructuralHealth.Tests.Modal;

/// <summary>Four accelerometers on a structure with three modes in white excitation, and noise of a tenth of the signal.</summary>
internal static class SimulatedStructure
{
    public const double RateHz = 40;

    public static readonly double[] FrequencyHz = [2.1, 3.4, 5.9];

    public static readonly double[] DampingRatio = [0.012, 0.01, 0.015];

    private static readonly double[][] s_shapes = [[0.4, 0.8, 1.0, 0.6], [1.0, 0.5, -0.4, -0.9], [0.7, -1.0, 0.3, 0.8]];

    public static double[][] Acceleration(double seconds, int seed)
    {
        var count = (int)(seconds * RateHz);
        var random = new Random(seed);
        double[][] channels = [.. Enumerable.Range(0, 4).Select(_ => new double[count])];
        for (var mode = 0; mode < FrequencyHz.Length; mode++)
        {
            var motion = Signals.Mode(count, RateHz, FrequencyHz[mode], DampingRatio[mode], (100 * seed) + mode);
            var rms = Math.Sqrt(motion.Average(value => (double)value * value));
            for (var channel = 0; channel < 4; channel++)
            {
                for (var index = 0; index < count; index++)
                    channels[channel][index] += (s_shapes[mode][channel] * motion[index] / rms) + (0.1 * Signals.Gaussian(random) / FrequencyHz.Length);
            }
        }

        return channels;
    }

    public static ModalRecord Record(double[][] channels) => new([.. channels.Select(channel => (ReadOnlyMemory<double>)channel)], RateHz);

    /// <summary>A pure tone at a quarter of the structure's motion, everywhere in phase.</summary>
    public static void AddLine(double[][] channels, double frequencyHz)
    {
        foreach (var channel in channels)
        {
            for (var index = 0; index < channel.Length; index++)
                channel[index] += 0.7 * Math.Sin(2 * Math.PI * frequencyHz * index / RateHz);
        }
    }
}
