using System.Text;

namespace EdgeTwin.SensorDrivers.Recordings;

/// <summary>The first line of a recording: what the first column counts, and one channel per further column.</summary>
/// <param name="TimeIsElapsed"><see langword="true"/> for <c>time_s</c>, <see langword="false"/> for <c>timestamp</c>.</param>
/// <param name="TimeColumn">Name of the first column.</param>
/// <param name="Channels">One per further column.</param>
internal sealed record RecordingHeader(bool TimeIsElapsed, string TimeColumn, IReadOnlyList<ChannelDescription> Channels)
{
    /// <summary>Most columns of a recording.</summary>
    public const int ColumnsMax = 4096;

    public static RecordingHeader Read(RecordingLines lines)
    {
        if (!lines.TryRead(out var line))
            throw lines.Error(string.Empty, "the file is empty", "The first line must name the columns, for example time_s,acc_01_mps2");
        if (line.StartsWith(Encoding.UTF8.Preamble))
            line = line[Encoding.UTF8.Preamble.Length..];

        var text = Encoding.UTF8.GetString(line);
        var columns = text.Split(',');
        var first = columns[0].Trim();
        if (first is not ("time_s" or "timestamp"))
            throw UnknownFirstColumn(lines, text, first);
        if (columns.Length == 1)
            throw lines.Error(string.Empty, "there is no column beside the time", "Add one column per channel, for example acc_01_mps2");
        if (columns.Length > ColumnsMax)
            throw lines.Error(string.Empty, $"there are {columns.Length} columns, more than {ColumnsMax}", "Split the recording");
        return new RecordingHeader(first == "time_s", first, ReadChannels(lines, columns));
    }

    private static ChannelDescription[] ReadChannels(RecordingLines lines, string[] columns)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var channels = new ChannelDescription[columns.Length - 1];
        for (var column = 0; column < columns.Length; column++)
        {
            var name = columns[column].Trim();
            if (name.Length == 0)
                throw lines.Error($" column {column + 1}", "the column has no name", "Name it quantity_number_unit, for example strain_01_ue");
            if (!seen.TryAdd(name, column))
            {
                throw lines.Error(
                    $" column {column + 1}", $"the name {name} stands already in column {seen[name] + 1}", "Give every column its own number");
            }

            if (column > 0)
                channels[column - 1] = RecordingColumn.Describe(name);
        }

        return channels;
    }

    private static SensorException UnknownFirstColumn(RecordingLines lines, string text, string first)
    {
        const string Wanted = "The first column must be time_s (seconds from the start) or timestamp (for example 2026-05-04T10:00:00.005Z)";
        if (text.Contains(';', StringComparison.Ordinal) || text.Contains('\t', StringComparison.Ordinal))
            return lines.Error(string.Empty, "the columns are not separated by commas", "Export the table with commas and decimal points");
        if (first.Length > 0 && (char.IsAsciiDigit(first[0]) || first[0] is '-' or '.'))
            return lines.Error(string.Empty, "there is no header, the file begins with numbers", $"Add a first line with the names of the columns. {Wanted}");
        return lines.Error(" column 1", $"the first column is \"{Shorten(first)}\"", Wanted);
    }

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
