using System.Numerics.Tensors;

namespace EdgeTwin.StructuralHealth.Modal;

/// <summary>Chooses the channels that hold the most independent motion: pivoted Cholesky factors of their correlation matrix, the channel that explains most coming first.</summary>
internal static class ReferenceChoice
{
    public static int[] From(PreparedRecord record, ModalAnalysisOptions options)
    {
        if (options.References is not null)
            return [.. options.References];
        var count = Math.Min(options.ReferencesMaximum, record.Channels);
        if (count == record.Channels)
            return [.. Enumerable.Range(0, count)];
        var rest = Correlations(record);
        var chosen = new List<int>();
        while (chosen.Count < count)
        {
            var best = -1;
            var most = 0.0;
            for (var channel = 0; channel < record.Channels; channel++)
            {
                if (chosen.Contains(channel) || rest[channel, channel] <= 1e-12)
                    continue;
                var explained = TensorPrimitives.SumOfSquares<double>(rest.Row(channel)) / rest[channel, channel];
                if (best < 0 || explained > most)
                    (best, most) = (channel, explained);
            }

            if (best < 0)
                break;
            chosen.Add(best);
            var pivot = rest.Row(best).ToArray();
            for (var channel = 0; channel < record.Channels; channel++)
                RowMatrix.AddScaled(pivot, -pivot[channel] / pivot[best], rest.Row(channel));
        }

        return [.. chosen.Order()];
    }

    private static RowMatrix Correlations(PreparedRecord record)
    {
        var result = new RowMatrix(record.Channels, record.Channels);
        var samples = record.Stretches.Sum(stretch => stretch[0].Length);
        for (var row = 0; row < record.Channels; row++)
        {
            for (var column = 0; column < record.Channels; column++)
                result[row, column] = record.Stretches.Sum(stretch => TensorPrimitives.Dot<double>(stretch[row], stretch[column])) / samples;
        }

        return result;
    }
}
