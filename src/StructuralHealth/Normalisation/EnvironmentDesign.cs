namespace EdgeTwin.StructuralHealth.Normalisation;

/// <summary>Rows of the regression: 1, then each term with its kink and its lags.</summary>
internal sealed class EnvironmentDesign(IReadOnlyList<EnvironmentTerm> terms)
{
    public IReadOnlyList<EnvironmentTerm> Terms => terms;

    public int Columns { get; } = 1 + terms.Sum(t => 1 + (t.Kink == EnvironmentKink.None ? 0 : 1) + t.LagRows.Count);

    public IEnumerable<string> Names()
    {
        yield return "constant";
        foreach (var term in terms)
        {
            yield return term.Id;
            if (term.Kink != EnvironmentKink.None)
                yield return $"{term.Id} below kink";
            foreach (var lag in term.LagRows)
                yield return $"{term.Id} lag {lag}";
        }
    }

    public void Check(int rows, IReadOnlyList<double[]> conditions)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        if (conditions.Count != terms.Count || conditions.Any(c => c.Length != rows))
            throw new ArgumentException($"There must be {terms.Count} conditions of {rows} rows each.", nameof(conditions));
    }

    /// <summary><see langword="false"/> where a condition or a lag of it is missing.</summary>
    public bool TryRow(IReadOnlyList<double[]> conditions, int index, Span<double> row)
    {
        var next = 0;
        row[next++] = 1;
        for (var t = 0; t < terms.Count; t++)
        {
            var term = terms[t];
            var value = term.Apply(conditions[t][index]);
            row[next++] = value;
            if (term.Kink != EnvironmentKink.None)
                row[next++] = Math.Min(value - term.Apply(term.KinkAt), 0);
            foreach (var lag in term.LagRows)
                row[next++] = index >= lag ? term.Apply(conditions[t][index - lag]) : double.NaN;
        }

        foreach (var value in row)
        {
            if (double.IsNaN(value))
                return false;
        }

        return true;
    }
}
