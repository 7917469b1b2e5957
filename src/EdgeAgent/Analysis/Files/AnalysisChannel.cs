namespace EdgeTwin.EdgeAgent.Analysis.Files;

/// <summary>One channel of a recording.</summary>
/// <param name="Name">As the file names it, for example <c>acc_03_mps2</c>.</param>
/// <param name="Quantity">What it measures: <c>acceleration</c>, <c>strain</c>, …; the name's first word where that is not known.</param>
/// <param name="Unit">Unit of the samples, <c>m/s2</c>, <c>ue</c>, …; empty where the name does not tell.</param>
/// <param name="Samples">One per sample time of the recording; NaN where the value is missing.</param>
internal sealed record AnalysisChannel(string Name, string Quantity, string Unit, double[] Samples)
{
    /// <summary>Values that are missing.</summary>
    public int MissingCount => Samples.Count(double.IsNaN);

    /// <summary>The samples in another unit of the same quantity.</summary>
    /// <exception cref="AnalysisException">The channel's unit is unknown or of another quantity.</exception>
    public double[] In(string unit)
    {
        var factor = UnitFactors.Between(Unit, unit) ?? throw new AnalysisException(
            $"channel {Name}: its unit is {(Unit.Length == 0 ? "not named" : Unit)}, and {unit} is needed. " +
            $"Name the column quantity_number_unit, for example {UnitFactors.ExampleColumn(unit)}.");
        return factor == 1 ? Samples : Array.ConvertAll(Samples, sample => sample * factor);
    }
}
