namespace EdgeTwin.EdgeAgent.Simulation.Physics;

/// <summary>
/// A smooth random function of time without memory: random values at whole periods, joined by a smooth curve. The same seed and time always give the same value,
/// so that weather can be asked for in any order and over any pause.
/// </summary>
internal sealed class SlowNoise(long seed, double periodDays)
{
    /// <summary>Value with mean 0 and standard deviation of about 1, within about 2.1 either way.</summary>
    public double At(double days)
    {
        var position = days / periodDays;
        var cell = Math.Floor(position);
        var share = position - cell;
        var blend = share * share * (3 - (2 * share));
        var before = Lattice((long)cell);
        var after = Lattice((long)cell + 1);

        // The mean over a cell of (1-b)^2 + b^2 is 0.74; the factor restores the standard deviation of the uniform lattice to 1.
        return (before + ((after - before) * blend)) * Math.Sqrt(3 / 0.743);
    }

    /// <summary>Uniform from -1 to 1 for a whole number.</summary>
    private double Lattice(long cell)
    {
        var z = (ulong)(cell * 0x632BE59BD9B4E019) ^ ((ulong)seed * 0x9E3779B97F4A7C15);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return ((z >> 11) * (2.0 / (1UL << 53))) - 1;
    }
}
