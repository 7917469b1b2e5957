using System.Globalization;
using System.IO.Compression;

namespace EdgeTwin.StructuralHealth.Evaluation;

/// <summary>A CSV file of a data set (plain or gzip) by columns, in double precision; an empty cell is NaN.</summary>
/// <param name="Keys">First cell of every row, as written.</param>
/// <param name="Columns">The further columns by name, in the order of the file.</param>
internal sealed record EvaluationCsv(IReadOnlyList<string> Keys, IReadOnlyDictionary<string, double[]> Columns)
{
    /// <summary>The first column as numbers, for <c>time_s</c>.</summary>
    public double[] KeyNumbers() => [.. Keys.Select(key => double.Parse(key, CultureInfo.InvariantCulture))];

    /// <summary>Columns whose name starts so, in the order of the file.</summary>
    public double[][] StartingWith(string prefix) =>
        [.. Columns.Where(column => column.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(column => column.Value)];

    public static EvaluationCsv Read(params string[] path)
    {
        var file = Path.Combine(path);
        using Stream stored = File.OpenRead(file);
        using var plain = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stored, CompressionMode.Decompress) : stored;
        using var reader = new StreamReader(plain);
        var names = reader.ReadLine()!.Split(',');
        var keys = new List<string>();
        var columns = names.Skip(1).Select(_ => new List<double>()).ToArray();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            keys.Add(cells[0]);
            for (var column = 1; column < names.Length; column++)
                columns[column - 1].Add(cells[column].Length == 0 ? double.NaN : double.Parse(cells[column], CultureInfo.InvariantCulture));
        }

        return new EvaluationCsv(keys, new OrderedDictionary<string, double[]>(
            names.Skip(1).Zip(columns, (name, values) => KeyValuePair.Create(name, values.ToArray()))));
    }
}
