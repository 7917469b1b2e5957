namespace EdgeTwin.StructuralHealth.Corrosion;

/// <summary>Judges maps of concrete resistivity. Pure; any thread.</summary>
public static class ResistivityMap
{
    /// <summary>Above it a reading is that of a bad contact, not of concrete.</summary>
    private const double HighestKiloOhmCentimetres = 10_000;

    /// <summary>Judges one map.</summary>
    /// <param name="map">Resistivity in kOhm cm.</param>
    /// <exception cref="ArgumentException">The map is empty or holds values that no concrete has (zero, negative, above 10 MOhm cm).</exception>
    public static ResistivityMapResult Judge(GridMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        map.Validate();
        var values = map.Values.ToArray();
        var sorted = values.Where(double.IsFinite).Order().ToArray();
        if (sorted[0] <= 0 || sorted[^1] > HighestKiloOhmCentimetres)
        {
            throw new ArgumentException(
                $"Resistivities from {sorted[0]:0.###} to {sorted[^1]:0.###} kOhm cm cannot be those of concrete (above 0, at most {HighestKiloOhmCentimetres:0}). Check unit and contact of the probe.");
        }

        return new ResistivityMapResult(
            Array.ConvertAll(values, ResistivityClasses.RiskOf),
            Array.ConvertAll(values, ResistivityClasses.RateOf),
            sorted.Length,
            sorted[0],
            0.5 * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]),
            sorted[^1]);
    }
}
