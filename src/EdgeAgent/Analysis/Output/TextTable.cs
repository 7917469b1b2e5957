using System.Globalization;
using EdgeTwin.EdgeAgent.CommandLine;

namespace EdgeTwin.EdgeAgent.Analysis.Output;

/// <summary>A table for people: a title, columns with their units, rows; numbers stand right, words left.</summary>
internal sealed class TextTable(string title, params string[] columns)
{
    private const string Gap = "  ";
    private readonly List<string[]> _rows = [];
    private readonly bool[] _isNumber = Enumerable.Repeat(true, columns.Length).ToArray();

    /// <summary>Adds a row of text (left), or of numbers that were written by <see cref="Number"/> (right). An empty cell is shown as "-".</summary>
    /// <exception cref="ArgumentException">The row has another number of cells than the table has columns.</exception>
    public TextTable Add(params string?[] cells)
    {
        if (cells.Length != columns.Length)
            throw new ArgumentException($"The row has {cells.Length} cells, the table {columns.Length} columns.", nameof(cells));
        var row = cells.Select(cell => string.IsNullOrEmpty(cell) ? "-" : cell).ToArray();
        for (var column = 0; column < row.Length; column++)
            _isNumber[column] &= StandsRight(row[column]);
        _rows.Add(row);
        return this;
    }

    /// <summary>A number with so many significant digits and no exponent between 1e-4 and 1e7; "-" for NaN.</summary>
    public static string Number(double value, int digits = 4)
    {
        if (!double.IsFinite(value))
            return double.IsNaN(value) ? "-" : value > 0 ? "inf" : "-inf";
        if (value == 0)
            return "0";
        var size = Math.Abs(value);
        if (size is < 1e-4 or >= 1e7)
            return value.ToString("0." + new string('#', digits - 1) + "e+0", CultureInfo.InvariantCulture);
        var decimals = Math.Clamp(digits - 1 - (int)Math.Floor(Math.Log10(size)), 0, 12);
        return value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    /// <summary>A count, whole.</summary>
    public static string Count(long count) => count.ToString(CultureInfo.InvariantCulture);

    /// <summary>A value with its uncertainty, as "12.34 ± 0.05"; the uncertainty has two digits and rules how many the value has.</summary>
    public static string PlusMinus(double value, double uncertainty)
    {
        if (!double.IsFinite(uncertainty) || uncertainty <= 0 || !double.IsFinite(value))
            return Number(value);
        var decimals = Math.Clamp(1 - (int)Math.Floor(Math.Log10(uncertainty)), 0, 12);
        var format = "F" + decimals.ToString(CultureInfo.InvariantCulture);
        return $"{value.ToString(format, CultureInfo.InvariantCulture)} ± {uncertainty.ToString(format, CultureInfo.InvariantCulture)}";
    }

    /// <summary>Prints the title, the head and the rows; of a table without rows, the title and "none".</summary>
    public void Write(TextWriter output)
    {
        output.WriteLine(Terminal.Bold(title, output));
        if (_rows.Count == 0)
        {
            output.WriteLine("none");
            return;
        }

        var widths = columns.Select((name, column) => Math.Max(name.Length, _rows.Max(row => row[column].Length))).ToArray();
        WriteRow(columns, widths, output);
        foreach (var row in _rows)
            WriteRow(row, widths, output);
    }

    private static bool StandsRight(string cell) => cell == "-" || char.IsAsciiDigit(cell[0]) || cell is ['-', >= '0' and <= '9', ..];

    private void WriteRow(string[] cells, int[] widths, TextWriter output)
    {
        var padded = cells.Select((cell, column) => _isNumber[column] ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]));
        output.WriteLine(string.Join(Gap, padded).TrimEnd());
    }
}
