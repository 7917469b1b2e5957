namespace EdgeTwin.StructuralHealth.Stiffness;

/// <summary>One load test: the levels without and with the load.</summary>
/// <param name="Unloaded">Plateaus without the load, in the order of time.</param>
/// <param name="Loaded">Plateaus with the load at rest somewhere, in the order of time.</param>
public sealed record LoadTest(IReadOnlyList<LoadPlateau> Unloaded, IReadOnlyList<LoadPlateau> Loaded)
{
    /// <summary>Reads a load test that starts without the load: plateaus near the first one, on every channel, are unloaded.</summary>
    /// <param name="channels">Channels that answer to the load, <c>[channel][sample]</c>; NaN is missing.</param>
    /// <param name="sampleRateHz">Samples per second, above 0.</param>
    /// <param name="options">What a plateau is; defaults when null.</param>
    /// <exception cref="ArgumentException">There is no plateau, or see <see cref="LoadPlateaus.Find"/>.</exception>
    public static LoadTest Read(IReadOnlyList<double[]> channels, double sampleRateHz, LoadPlateauOptions? options = null)
    {
        options ??= new LoadPlateauOptions();
        var plateaus = LoadPlateaus.Find(channels, sampleRateHz, options);
        if (plateaus.Count == 0)
            throw new ArgumentException($"The load never stands still for {options.MinimumSeconds:0.#} s: there is no level to compare.");
        var reference = plateaus[0].Mean;
        var ranges = Enumerable.Range(0, reference.Count).Select(channel => Extent(plateaus, channel)).ToArray();
        bool IsUnloaded(LoadPlateau plateau) => plateau.Mean.Select((mean, channel) => Math.Abs(mean - reference[channel]) <= options.SameLoadShare * ranges[channel]).All(near => near);
        return new LoadTest([.. plateaus.Where(IsUnloaded)], [.. plateaus.Where(plateau => !IsUnloaded(plateau))]);
    }

    /// <summary>Response of a channel to the load at one place: its level less the unloaded level, drift between the unloaded plateaus before and after taken out by interpolation.</summary>
    /// <param name="place">Index of the loaded plateau.</param>
    /// <param name="channel">Channel.</param>
    public double Response(int place, int channel) => Loaded[place].Mean[channel] - UnloadedAt(Middle(Loaded[place]), channel);

    /// <summary>Largest response of a channel to the load at any place, in magnitude.</summary>
    /// <param name="channel">Channel.</param>
    public double LargestResponse(int channel) =>
        Loaded.Count == 0 ? double.NaN : Enumerable.Range(0, Loaded.Count).Max(place => Math.Abs(Response(place, channel)));

    /// <summary>Mean unloaded level of a channel, every plateau with the same weight.</summary>
    /// <param name="channel">Channel.</param>
    public double UnloadedLevel(int channel) => Unloaded.Average(plateau => plateau.Mean[channel]);

    /// <summary>The part of the test before the middle of its unloaded plateaus, and the part after: what one state differs from itself by.</summary>
    /// <exception cref="InvalidOperationException">There are fewer than four unloaded plateaus.</exception>
    public (LoadTest Early, LoadTest Late) Halves()
    {
        if (Unloaded.Count < 4)
            throw new InvalidOperationException($"Halves need four unloaded plateaus; there are {Unloaded.Count}.");
        var half = Unloaded.Count / 2;
        return (this with { Unloaded = [.. Unloaded.Take(half)] }, this with { Unloaded = [.. Unloaded.Skip(half)] });
    }

    private static double Extent(IReadOnlyList<LoadPlateau> plateaus, int channel) =>
        plateaus.Max(plateau => plateau.Mean[channel]) - plateaus.Min(plateau => plateau.Mean[channel]);

    private static double Middle(LoadPlateau plateau) => 0.5 * (plateau.FirstSample + plateau.EndSample);

    private double UnloadedAt(double sample, int channel)
    {
        var before = Unloaded.LastOrDefault(plateau => Middle(plateau) <= sample);
        var after = Unloaded.FirstOrDefault(plateau => Middle(plateau) > sample);
        if (before is null || after is null)
            return (before ?? after)!.Mean[channel];
        var share = (sample - Middle(before)) / (Middle(after) - Middle(before));
        return before.Mean[channel] + (share * (after.Mean[channel] - before.Mean[channel]));
    }
}
