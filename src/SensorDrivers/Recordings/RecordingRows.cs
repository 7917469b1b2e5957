using System.Globalization;
using System.Text;

namespace EdgeTwin.SensorDrivers.Recordings;

/// <summary>The rows of a recording, one at a time, in a buffer that is made once.</summary>
internal sealed class RecordingRows : IDisposable
{
    private readonly RecordingLines _lines;
    private readonly float[] _values;
    private long _blankLine;

    private RecordingRows(RecordingLines lines)
    {
        _lines = lines;
        Header = RecordingHeader.Read(lines);
        _values = new float[Header.Channels.Count];
    }

    public string Path => _lines.Path;

    public RecordingHeader Header { get; }

    public double ShareRead => _lines.ShareRead;

    /// <summary>Time of the row: since 1970-01-01 UTC for stamps, as written for elapsed seconds; nanoseconds.</summary>
    public long TimeNs { get; private set; }

    /// <summary>Whether the stamps name a zone; a table has to be of one kind.</summary>
    public bool HasZone { get; private set; }

    /// <summary>Rows read.</summary>
    public long Count { get; private set; }

    public static RecordingRows Open(string path)
    {
        var lines = RecordingLines.Open(path);
        try
        {
            return new RecordingRows(lines);
        }
        catch
        {
            lines.Dispose();
            throw;
        }
    }

    /// <summary>Reads the next row; <see langword="false"/> at the end.</summary>
    public bool TryRead()
    {
        ReadOnlySpan<byte> line;
        while (true)
        {
            if (!_lines.TryRead(out line))
                return false;
            if (!line.IsEmpty)
                break;
            _blankLine = _lines.LineNumber;
        }

        if (_blankLine > 0)
            throw _lines.Error(string.Empty, $"line {_blankLine} is blank, and rows follow", "Remove the blank line, or what follows it");
        ReadTime(NextCell(ref line, 0));
        for (var channel = 0; channel < _values.Length; channel++)
            _values[channel] = ReadValue(NextCell(ref line, channel + 1), channel);
        if (line.Length > 0)
            throw WrongCellCount(_values.Length + 2 + line[1..].Count((byte)','));
        Count++;
        return true;
    }

    /// <summary>Copies the row's values to a place in a block.</summary>
    public void CopyTo(SampleBlock block, int sample)
    {
        for (var channel = 0; channel < _values.Length; channel++)
            block.Row(channel)[sample] = _values[channel];
    }

    /// <summary>An error in the time of the row read last.</summary>
    public SensorException TimeError(string reason, string advice) => _lines.Error($" column 1 ({Header.TimeColumn})", reason, advice);

    public void Dispose() => _lines.Dispose();

    // The rest of the line keeps its leading comma, so that an empty last cell is told from a missing one.
    private ReadOnlySpan<byte> NextCell(ref ReadOnlySpan<byte> line, int column)
    {
        if (column > 0)
        {
            if (line.IsEmpty)
                throw WrongCellCount(column);
            line = line[1..];
        }

        var length = line.IndexOf((byte)',');
        var cell = length < 0 ? line : line[..length];
        line = length < 0 ? default : line[length..];
        return cell.Trim((byte)' ');
    }

    private void ReadTime(ReadOnlySpan<byte> cell)
    {
        if (Header.TimeIsElapsed)
        {
            if (!RecordingTime.TryParseElapsed(cell, out var elapsedNs))
                throw TimeError($"\"{Show(cell)}\" is not a time in seconds", "Write seconds from the start with a decimal point, for example 12.005");
            TimeNs = elapsedNs;
            return;
        }

        if (!RecordingTime.TryParseStamp(cell, out var unixNs, out var hasZone))
            throw TimeError($"\"{Show(cell)}\" is not a time stamp", "Write it as 2026-05-04T10:00:00.005Z; years from 1700 to 2200, nine decimals at most");
        if (Count > 0 && hasZone != HasZone)
            throw TimeError("some stamps name a zone and others do not", "Write all stamps in UTC, ending in Z");
        HasZone = hasZone;
        TimeNs = unixNs;
    }

    private float ReadValue(ReadOnlySpan<byte> cell, int channel)
    {
        if (cell.IsEmpty)
            return float.NaN;
        if (float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && !float.IsInfinity(value))
            return value;
        var place = $" column {channel + 2} ({Header.Channels[channel].Name})";
        throw _lines.Error(place, $"\"{Show(cell)}\" is not a number", "Write a number with a decimal point, or leave the cell empty where a value is missing");
    }

    private SensorException WrongCellCount(int found) => _lines.Error(
        string.Empty, $"the row has {found} cells, the header {_values.Length + 1}",
        "Give every row one cell per column; an empty cell is a missing value, and a decimal comma splits a number in two");

    private static string Show(ReadOnlySpan<byte> cell)
    {
        var text = Encoding.UTF8.GetString(cell.Length <= 40 ? cell : cell[..40]);
        return string.Concat(text.Select(character => char.IsControl(character) ? '?' : character));
    }
}
