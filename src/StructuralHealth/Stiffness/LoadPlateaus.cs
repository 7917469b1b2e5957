namespace EdgeTwin.StructuralHealth.Stiffness;

/// <summary>Finds the times in which the load on a structure stands still, over all channels together. Pure; any thread.</summary>
public static class LoadPlateaus
{
    /// <summary>Blocks on either side of a possible step.</summary>
    private const int Reach = 2;

    /// <summary>Plateaus in the order of time. A slow ramp is none: within a plateau no channel covers more than the share of its range that counts as the same load.</summary>
    /// <param name="channels">Channels that answer to the load, <c>[channel][sample]</c>, of one length; NaN is missing.</param>
    /// <param name="sampleRateHz">Samples per second, above 0.</param>
    /// <param name="options">What a plateau is; defaults when null.</param>
    /// <exception cref="ArgumentException">No channel, different lengths, a rate that is not positive, a record shorter than one plateau, or an option out of range.</exception>
    public static IReadOnlyList<LoadPlateau> Find(IReadOnlyList<double[]> channels, double sampleRateHz, LoadPlateauOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(channels);
        options ??= new LoadPlateauOptions();
        options.Validate();
        Require(channels, sampleRateHz, options);
        var blockLength = Math.Max(1, (int)Math.Round(options.BlockSeconds * sampleRateHz));
        var blocks = channels.Select(channel => BlockMeans(channel, blockLength)).ToArray();
        var moving = Moving(blocks, options);
        var shortest = (int)Math.Ceiling(options.MinimumSeconds / options.BlockSeconds);
        var found = new List<LoadPlateau>();
        for (var from = 0; from < moving.Length;)
        {
            var to = from;
            while (to < moving.Length && !moving[to])
                to++;
            if (to - from >= shortest && blocks.All(means => Range(means[from..to]) <= Math.Max(options.SameLoadShare * Range(means), 2 * options.NoiseFactor * Deviation(means))))
                found.Add(Plateau(blocks, from, to, blockLength));
            from = to + 1;
        }

        return found;
    }

    private static void Require(IReadOnlyList<double[]> channels, double sampleRateHz, LoadPlateauOptions options)
    {
        if (channels.Count == 0)
            throw new ArgumentException("Plateaus need at least one channel.");
        if (channels.Any(channel => channel.Length != channels[0].Length))
            throw new ArgumentException("The channels differ in length.");
        if (!(sampleRateHz > 0) || double.IsInfinity(sampleRateHz))
            throw new ArgumentException($"The sample rate must be above 0 Hz; it is {sampleRateHz}.");
        if (channels[0].Length < options.MinimumSeconds * sampleRateHz)
            throw new ArgumentException($"The record lasts {channels[0].Length / sampleRateHz:0.#} s; a plateau has at least {options.MinimumSeconds:0.#} s.");
    }

    private static double[] BlockMeans(double[] channel, int blockLength)
    {
        var means = new double[channel.Length / blockLength];
        for (var block = 0; block < means.Length; block++)
        {
            var (sum, count) = (0.0, 0);
            foreach (var value in channel.AsSpan(block * blockLength, blockLength))
            {
                if (!double.IsFinite(value))
                    continue;
                sum += value;
                count++;
            }

            means[block] = 2 * count >= blockLength ? sum / count : double.NaN;
        }

        return means;
    }

    /// <summary>Blocks at which some channel is stepping or missing.</summary>
    private static bool[] Moving(double[][] blocks, LoadPlateauOptions options)
    {
        var moving = new bool[blocks[0].Length];
        foreach (var means in blocks)
        {
            var limit = Math.Max(options.NoiseFactor * Deviation(means), options.RangeShare * Range(means));
            for (var block = 0; block < means.Length; block++)
            {
                var before = Mean(means, block - Reach, block);
                var here = Mean(means, block, block + 1);
                var after = Mean(means, block + 1, block + 1 + Reach);
                moving[block] |= double.IsNaN(means[block]) || Math.Abs(after - before) > limit || Math.Abs(here - before) > limit || Math.Abs(after - here) > limit;
            }
        }

        return moving;
    }

    private static double Mean(double[] means, int from, int to)
    {
        var (sum, count) = (0.0, 0);
        for (var block = Math.Max(0, from); block < Math.Min(means.Length, to); block++)
        {
            sum += means[block];
            count++;
        }

        return sum / count;
    }

    /// <summary>Deviation of a block mean about its neighbours, untouched by steps.</summary>
    private static double Deviation(double[] means)
    {
        var steps = Enumerable.Range(1, means.Length - 1).Select(block => Math.Abs(means[block] - means[block - 1])).Where(double.IsFinite).Order().ToArray();
        return steps.Length == 0 ? 0 : 1.4826 * steps[steps.Length / 2] / Math.Sqrt(2);
    }

    private static double Range(double[] means)
    {
        var valid = means.Where(double.IsFinite).ToArray();
        return valid.Length == 0 ? 0 : valid.Max() - valid.Min();
    }

    private static LoadPlateau Plateau(double[][] blocks, int from, int to, int blockLength)
    {
        // The first and the last block may hold the end of a step.
        var (first, end) = (from == 0 ? from : from + 1, to == blocks[0].Length ? to : to - 1);
        var means = blocks.Select(channel => channel[first..end].Average()).ToArray();
        var errors = blocks.Select((channel, index) =>
            Math.Sqrt(channel[first..end].Sum(value => (value - means[index]) * (value - means[index])) / (end - first - 1) / (end - first))).ToArray();
        return new LoadPlateau(first * blockLength, end * blockLength, means, errors);
    }
}
