using EdgeTwin.StructuralHealth.Modal;

namespace EdgeTwin.StructuralHealth.Bench.Kernels;

/// <summary>Subspace identification to order 60 of four minutes of eight channels at 40 Hz with four references and 60 block rows: twelve modes in noise.</summary>
internal sealed class SsiCov : IKernel
{
    private const int Channels = 8;
    private const int Samples = 9600;
    private const double RateHz = 40;
    private const int BlockRows = 60;
    private const int OrderMaximum = 60;
    private static readonly int[] s_references = [0, 2, 4, 6];
    private readonly double[][] _channels = Structure();
    private IReadOnlyList<SubspacePole> _poles = [];

    public string Name => "ssi_cov";

    public string Work => "8 channels, 240 s at 40 Hz, 4 references, orders to 60";

    public double TargetRatio => 1;

    public bool IsPerWindow => false;

    /// <summary>Poles of noise among the results depend on the last digits of the small singular values.</summary>
    public double Tolerance => 1e-8;

    public IReadOnlyDictionary<string, double[]> Inputs => new Dictionary<string, double[]>
    {
        ["samples"] = [.. _channels.SelectMany(channel => channel)],
        ["channels"] = [Channels],
        ["references"] = [.. s_references.Select(index => (double)index)],
        ["rate"] = [RateHz],
        ["block_rows"] = [BlockRows],
        ["order_maximum"] = [OrderMaximum],
    };

    public void Run() => _poles = SubspaceIdentification.Poles(_channels, RateHz, s_references, BlockRows, OrderMaximum);

    public double[] Result() => [.. _poles.SelectMany(pole => new[] { pole.FrequencyHz, pole.DampingRatio })];

    private static double[][] Structure()
    {
        const int modes = 12;
        var random = new Random(4);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        double[][] channels = [.. Enumerable.Range(0, Channels).Select(_ => new double[Samples])];
        for (var mode = 0; mode < modes; mode++)
        {
            var frequency = 2 * Math.PI * (1.1 + (1.3 * mode)) / RateHz;
            var (first, second) = (2 * Math.Exp(-0.01 * frequency) * Math.Cos(frequency), -Math.Exp(-0.02 * frequency));
            double[] shape = [.. Enumerable.Range(0, Channels).Select(_ => Normal())];
            var (before, last) = (0.0, 0.0);
            for (var sample = 0; sample < Samples; sample++)
            {
                (before, last) = (last, (first * last) + (second * before) + Normal());
                for (var channel = 0; channel < Channels; channel++)
                    channels[channel][sample] += (shape[channel] * last) + (mode == 0 ? 0.5 * Normal() : 0);
            }
        }

        return channels;
    }
}
