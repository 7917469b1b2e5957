using System.Runtime.CompilerServices;

namespace EdgeTwin.SensorDrivers.Simulation;

/// <summary>
/// Gaussian random numbers, fast enough for a station at many times real time, the same for the same seed everywhere.
/// Bits: xoshiro256++ (Blackman and Vigna, ACM TOMS 47, 2021), seeded by SplitMix64. Shape: the ziggurat of 128 layers
/// (Marsaglia and Tsang, J. Stat. Softw. 5(8), 2000) in the form of Doornik (2005). Not thread-safe.
/// </summary>
internal sealed class NoiseGenerator
{
    private const int Layers = 128;
    private const double TailStart = 3.442619855899;
    private const double LayerArea = 9.91256303526217e-3;
    private const double UnitPer53Bits = 1.0 / (1L << 53);

    private static readonly double[] Edges = MakeEdges();
    private static readonly double[] Ratios = MakeRatios(Edges);

    private ulong _a, _b, _c, _d;

    public NoiseGenerator(int seed)
    {
        var state = unchecked((ulong)seed);
        _a = SplitMix(ref state);
        _b = SplitMix(ref state);
        _c = SplitMix(ref state);
        _d = SplitMix(ref state);
    }

    /// <summary>64 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong NextBits()
    {
        var result = ulong.RotateLeft(_a + _d, 23) + _a;
        var t = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= t;
        _d = ulong.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>A number from the normal distribution of mean 0 and standard deviation 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double NextGaussian()
    {
        var bits = NextBits();
        var layer = (int)(bits & (Layers - 1));
        var u = ((long)bits >> 10) * UnitPer53Bits;
        return Math.Abs(u) < Ratios[layer] ? u * Edges[layer] : Rare(u, layer);
    }

    private double Rare(double u, int layer)
    {
        while (true)
        {
            if (Math.Abs(u) < Ratios[layer])
                return u * Edges[layer];
            if (layer == 0)
                return Tail(u < 0);
            var x = u * Edges[layer];
            var low = Math.Exp(-0.5 * (Edges[layer] * Edges[layer] - x * x));
            var high = Math.Exp(-0.5 * (Edges[layer + 1] * Edges[layer + 1] - x * x));
            if (high + NextUnit() * (low - high) < 1)
                return x;
            var bits = NextBits();
            layer = (int)(bits & (Layers - 1));
            u = ((long)bits >> 10) * UnitPer53Bits;
        }
    }

    private double Tail(bool negative)
    {
        while (true)
        {
            var x = Math.Log(NextUnit()) / TailStart;
            var y = Math.Log(NextUnit());
            if (-2 * y >= x * x)
                return negative ? x - TailStart : TailStart - x;
        }
    }

    private double NextUnit() => ((NextBits() >> 11) + 0.5) * UnitPer53Bits;

    private static double[] MakeEdges()
    {
        var edges = new double[Layers + 1];
        var density = Math.Exp(-0.5 * TailStart * TailStart);
        edges[0] = LayerArea / density;
        edges[1] = TailStart;
        for (var i = 2; i < Layers; i++)
        {
            edges[i] = Math.Sqrt(-2 * Math.Log(LayerArea / edges[i - 1] + density));
            density = Math.Exp(-0.5 * edges[i] * edges[i]);
        }

        return edges;
    }

    private static double[] MakeRatios(double[] edges)
    {
        var ratios = new double[Layers];
        for (var i = 0; i < Layers; i++)
            ratios[i] = edges[i + 1] / edges[i];
        return ratios;
    }

    private static ulong SplitMix(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
