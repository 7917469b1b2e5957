using System.Numerics;

namespace EdgeTwin.EdgeAgent.Simulation.Physics;

/// <summary>
/// The random numbers of the simulated bridge: xoshiro256+ seeded by splitmix64 (D. Blackman, S. Vigna, ACM Trans. Math. Softw. 47 (2021) 36),
/// written out here because the bridge must be the same from one seed on every platform and version, which <see cref="Random"/> does not promise.
/// </summary>
internal sealed class SeededRandom
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    public SeededRandom(long seed)
    {
        var state = (ulong)seed;
        _a = Mix(ref state);
        _b = Mix(ref state);
        _c = Mix(ref state);
        _d = Mix(ref state);
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        var result = _a + _d;
        var t = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= t;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>Uniform from 0 (inclusive) to 1 (exclusive).</summary>
    public double NextUniform() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform between two values.</summary>
    public double NextBetween(double low, double high) => low + ((high - low) * NextUniform());

    /// <summary>Gaussian with mean 0 and variance 1 (Box and Muller).</summary>
    public double NextGaussian() => Math.Sqrt(-2 * Math.Log(1 - NextUniform())) * Math.Cos(2 * Math.PI * NextUniform());

    /// <summary>Exponential with mean 1.</summary>
    public double NextExponential() => -Math.Log(1 - NextUniform());

    private static ulong Mix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
