namespace EdgeTwin.StructuralHealth.CrackGrowth;

/// <summary>Measured lengths of one crack. Immutable.</summary>
public sealed class CrackRecord
{
    /// <summary>Share of the longest reading that a later one must have: visual readings scatter, cracks do not heal. An assumption.</summary>
    private const double LeastOfLongest = 0.75;

    /// <summary>Takes the readings; a row with a missing number is left out.</summary>
    /// <param name="lengthsMm">Crack length at each reading in mm, above 0. It may stand still or fall back a little, as readings do, but not by more than a quarter of the longest before.</param>
    /// <param name="cycles">Load cycles (or any measure of use that the prognosis is wanted in) at the same readings, at least 0, never falling.</param>
    /// <exception cref="ArgumentException">The columns differ in length, fewer than one reading is complete, a length is not above 0, or the cycles or the lengths fall.</exception>
    public CrackRecord(IReadOnlyList<double> lengthsMm, IReadOnlyList<double> cycles)
    {
        ArgumentNullException.ThrowIfNull(lengthsMm);
        ArgumentNullException.ThrowIfNull(cycles);
        if (lengthsMm.Count != cycles.Count)
            throw new ArgumentException($"There are {lengthsMm.Count} crack lengths and {cycles.Count} cycle counts; each reading needs both.", nameof(cycles));
        int[] complete = [.. Enumerable.Range(0, lengthsMm.Count).Where(row => double.IsFinite(lengthsMm[row]) && double.IsFinite(cycles[row]))];
        if (complete.Length == 0)
            throw new ArgumentException("There is no complete reading of a crack length and its cycles.", nameof(lengthsMm));
        LengthsMm = [.. complete.Select(row => lengthsMm[row])];
        Cycles = [.. complete.Select(row => cycles[row])];
        if (LengthsMm.Any(length => !(length > 0)))
            throw new ArgumentException("A crack length must be above 0 mm.", nameof(lengthsMm));
        for (var row = 1; row < Cycles.Count; row++)
        {
            if (Cycles[row] < Cycles[row - 1])
                throw new ArgumentException($"The cycles fall from {Cycles[row - 1]} to {Cycles[row]}; readings must be in the order of time.", nameof(cycles));
        }

        RequireNoHealing(lengthsMm);
    }

    /// <summary>Crack lengths in mm.</summary>
    public IReadOnlyList<double> LengthsMm { get; }

    /// <summary>Cycles at the same readings.</summary>
    public IReadOnlyList<double> Cycles { get; }

    /// <summary>The readings up to a number of cycles.</summary>
    public CrackRecord UpTo(double cycles)
    {
        var count = Cycles.Count(count => count <= cycles);
        return new CrackRecord([.. LengthsMm.Take(count)], [.. Cycles.Take(count)]);
    }

    private void RequireNoHealing(IReadOnlyList<double> lengthsMm)
    {
        var longest = 0.0;
        foreach (var length in LengthsMm)
        {
            if (length < LeastOfLongest * longest)
                throw new ArgumentException($"The crack shrinks from {longest} to {length} mm, which no crack does: mixed-up readings, units or cracks.", nameof(lengthsMm));
            longest = Math.Max(longest, length);
        }
    }
}
