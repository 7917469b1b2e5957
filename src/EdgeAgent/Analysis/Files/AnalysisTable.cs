using System.Globalization;
using System.IO.Compression;

namespace EdgeTwin.EdgeAgent.Analysis.Files;

/// <summary>A CSV table (plain or gzip): a key column of any text, then columns of numbers; an empty cell is NaN.</summary>
/// <param name="File">Path as given.</param>
/// <param name="KeyName">Name of the first column.</param>
/// <param name="Keys">First cell of every row.</param>
/// <param name="ColumnNames">Names of the further columns.</param>
/// <param name="Columns">Their numbers, [column][row].</param>
internal sealed record AnalysisTable(
    string File, string KeyName, IReadOnlyList<string> Keys, IReadOnlyList<string> ColumnNames, IReadOnlyList<double[]> Columns)
{
    /// <summary>Most rows; a table is read whole.</summary>
    public const int RowsMax = 5_000_000;

    /// <summary>The numbers of a column.</summary>
    /// <exception cref="AnalysisException">There is no such column; the message lists those there are.</exception>
    public double[] Column(string name)
    {
        for (var column = 0; column < ColumnNames.Count; column++)
        {
            if (ColumnNames[column] == name)
                return Columns[column];
        }

        throw new AnalysisException($"{File}: there is no column {name}. It has {string.Join(", ", ColumnNames)}.");
    }

    /// <exception cref="AnalysisException">The file is absent, empty or no such table; the message names line, column and fix.</exception>
    public static AnalysisTable Read(string file)
    {
        if (Directory.Exists(file))
            throw new AnalysisException($"{file}: this is a folder. Name the file in it.");
        if (!System.IO.File.Exists(file))
            throw new AnalysisException($"{file}: the file does not exist. Check the path.");
        try
        {
            using Stream stored = System.IO.File.OpenRead(file);
            using var plain = file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(stored, CompressionMode.Decompress) : stored;
            using var reader = new StreamReader(plain);
            return Read(file, reader);
        }
        catch (InvalidDataException exception)
        {
            throw new AnalysisException($"{file}: the compressed file is damaged. Copy it again; gzip -t checks it.", exception);
        }
    }

    private static AnalysisTable Read(string file, StreamReader reader)
    {
        var names = reader.ReadLine()?.Split(',', StringSplitOptions.TrimEntries)
            ?? throw new AnalysisException($"{file}: the file is empty. The first line must name the columns.");
        if (names.Length < 2)
            throw new AnalysisException($"{file} line 1: there is one column only. Separate columns by commas: a key column, then numbers.");
        var keys = new List<string>();
        var columns = names.Skip(1).Select(_ => new List<double>()).ToArray();
        for (var number = 2; reader.ReadLine() is { } line; number++)
        {
            if (line.Length == 0)
                continue;
            ReadRow(file, number, line.Split(','), names, keys, columns);
        }

        if (keys.Count == 0)
            throw new AnalysisException($"{file}: there are no rows below the header.");
        return new AnalysisTable(file, names[0], keys, names[1..], [.. columns.Select(column => column.ToArray())]);
    }

    private static void ReadRow(string file, int number, string[] cells, string[] names, List<string> keys, List<double>[] columns)
    {
        if (cells.Length != names.Length)
        {
            throw new AnalysisException(
                $"{file} line {number}: the row has {cells.Length} cells, the header {names.Length}. Give every row one cell per column.");
        }

        if (keys.Count == RowsMax)
            throw new AnalysisException($"{file}: the table has more than {RowsMax} rows. Split it.");
        keys.Add(cells[0].Trim());
        for (var column = 1; column < cells.Length; column++)
        {
            var cell = cells[column].AsSpan().Trim();
            if (cell.IsEmpty)
                columns[column - 1].Add(double.NaN);
            else if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value))
                columns[column - 1].Add(value);
            else
                throw new AnalysisException($"{file} line {number} column {column + 1} ({names[column]}): \"{cell}\" is not a number. Write it with a decimal point, or leave the cell empty.");
        }
    }
}
