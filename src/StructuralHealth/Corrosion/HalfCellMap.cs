namespace EdgeTwin.StructuralHealth.Corrosion;

/// <summary>Judges maps of half-cell potentials: classes of ASTM C876, gradients after RILEM TC 154-EMC. Pure; any thread.</summary>
public static class HalfCellMap
{
    /// <summary>Beyond these, against copper sulphate, steel in concrete does not go without a current from outside.</summary>
    private const double LowestMillivolts = -1200;
    private const double HighestMillivolts = 600;

    /// <summary>Passive steel in dry concrete reads up to about this; a map that is positive throughout and goes beyond has its sign reversed.</summary>
    private const double HighestPassiveMillivolts = 200;

    /// <summary>Judges one map.</summary>
    /// <param name="map">Potentials in mV against <see cref="HalfCellMapOptions.Electrode"/>.</param>
    /// <param name="options">Electrode, spacing and limits; defaults when null.</param>
    /// <exception cref="ArgumentException">The map is empty, its values cannot be half-cell potentials in mV, or an option is out of range.</exception>
    public static HalfCellMapResult Judge(GridMap map, HalfCellMapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(map);
        options ??= new HalfCellMapOptions();
        options.Validate();
        map.Validate();
        var potentials = Convert(map, options.Electrode);
        var sorted = potentials.Where(double.IsFinite).Order().ToArray();
        RequirePlausible(sorted);

        var classes = Array.ConvertAll(potentials, HalfCellClasses.Of);
        var steepest = Steepest(map, potentials);
        double Share(CorrosionProbability probability) => (double)classes.Count(found => found == probability) / sorted.Length;
        return new HalfCellMapResult(
            classes,
            sorted.Length,
            Share(CorrosionProbability.Unlikely),
            Share(CorrosionProbability.Uncertain),
            Share(CorrosionProbability.Likely),
            sorted[0],
            0.5 * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]),
            sorted[^1],
            steepest,
            steepest / options.SpacingMetres,
            [.. Anodes(map, potentials, options.SteepMillivolts).OrderBy(point => point.Value)]);
    }

    private static double[] Convert(GridMap map, ReferenceElectrode electrode)
    {
        var potentials = map.Values.ToArray();
        for (var index = 0; index < potentials.Length; index++)
            potentials[index] = double.IsFinite(potentials[index]) ? ElectrodePotential.ToCopperSulfateMillivolts(potentials[index], electrode) : double.NaN;
        return potentials;
    }

    private static void RequirePlausible(double[] sorted)
    {
        if (sorted[0] < LowestMillivolts || sorted[^1] > HighestMillivolts)
        {
            throw new ArgumentException(
                $"Potentials from {sorted[0]:0.###} to {sorted[^1]:0.###} mV against copper sulphate cannot be those of steel in concrete ({LowestMillivolts:0} to {HighestMillivolts:0} mV). Check unit, sign and electrode.");
        }

        if (sorted[0] >= 0 && sorted[^1] > HighestPassiveMillivolts)
        {
            throw new ArgumentException(
                $"All potentials are positive, up to {sorted[^1]:0.###} mV against copper sulphate; steel in dry concrete reaches about {HighestPassiveMillivolts:0} mV. The sign is reversed (leads of the voltmeter) or the electrode is another.");
        }

        if (sorted.Length > 1 && sorted[^1] - sorted[0] < 2 && Math.Abs(sorted[0]) < 2)
            throw new ArgumentException("All potentials lie within 2 mV of zero: they are in volts, or the instrument was not connected to the steel.");
    }

    private static double Steepest(GridMap map, double[] potentials)
    {
        var steepest = double.NaN;
        for (var index = 0; index < potentials.Length; index++)
        {
            foreach (var neighbour in Neighbours(map, index))
            {
                var difference = Math.Abs(potentials[index] - potentials[neighbour]);
                if (double.IsFinite(difference) && !(difference <= steepest))
                    steepest = difference;
            }
        }

        return steepest;
    }

    private static IEnumerable<GridPoint> Anodes(GridMap map, double[] potentials, double steepMillivolts)
    {
        for (var index = 0; index < potentials.Length; index++)
        {
            var here = potentials[index];
            var around = Neighbours(map, index).Select(neighbour => potentials[neighbour]).Where(double.IsFinite).ToArray();
            if (double.IsFinite(here) && around.Length > 0 && around.Min() >= here && around.Max() - here >= steepMillivolts)
                yield return new GridPoint(index / map.Columns, index % map.Columns, here);
        }
    }

    private static IEnumerable<int> Neighbours(GridMap map, int index)
    {
        var column = index % map.Columns;
        if (column > 0)
            yield return index - 1;
        if (column < map.Columns - 1)
            yield return index + 1;
        if (index >= map.Columns)
            yield return index - map.Columns;
        if (index < (map.Rows - 1) * map.Columns)
            yield return index + map.Columns;
    }
}
