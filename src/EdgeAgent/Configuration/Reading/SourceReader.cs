using System.Text.Json;
using System.Text.Unicode;

namespace EdgeTwin.EdgeAgent.Configuration.Reading;

/// <summary>Turns the text of a station file (JSON with comments and trailing commas) into a tree that knows its lines.</summary>
internal ref struct SourceReader
{
    private readonly ReadOnlySpan<byte> _utf8;
    private readonly ErrorList _errors;
    private Utf8JsonReader _json;
    private int _line;
    private long _countedTo;
    private bool _isTooDeep;

    private SourceReader(ReadOnlySpan<byte> utf8, ErrorList errors)
    {
        _utf8 = utf8;
        _errors = errors;
        _line = 1;
        _json = new Utf8JsonReader(utf8, new JsonReaderOptions
        {
            AllowTrailingCommas = true,
            CommentHandling = JsonCommentHandling.Skip,
            MaxDepth = StationFile.MaximumDepth + 1,
        });
    }

    /// <summary>The tree; <see langword="null"/> when the text is not JSON, which is then the only mistake reported.</summary>
    public static SourceNode? Read(ReadOnlySpan<byte> utf8, ErrorList errors)
    {
        if (utf8.Length > StationFile.MaximumBytes)
        {
            errors.Add("", 0, $"the file is larger than {StationFile.MaximumBytes >> 20} MiB", "a station file is far smaller; check that this is one");
            return null;
        }

        var text = utf8.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? utf8[3..] : utf8;
        if (!Utf8.IsValid(text))
        {
            errors.Add("", LineOfInvalidUtf8(text), "the text is not UTF-8", "save the file as UTF-8");
            return null;
        }

        var reader = new SourceReader(text, errors);
        try
        {
            return reader.ReadFile();
        }
        catch (JsonException error)
        {
            reader.AddSyntaxError(error);
        }
        catch (InvalidOperationException)
        {
            errors.Add("", reader.CurrentLine(), "a \\u escape in a string does not form a character", "write the character itself");
        }

        return null;
    }

    private SourceNode ReadFile()
    {
        _json.Read();
        var root = ReadValue("");
        _json.Read();
        return root;
    }

    private SourceNode ReadValue(string path)
    {
        var line = CurrentLine();
        _errors.Locate(path, line);
        _isTooDeep = _json.CurrentDepth >= StationFile.MaximumDepth;
        if (_isTooDeep)
            throw new JsonException(null, null, line - 1, null);
        switch (_json.TokenType)
        {
            case JsonTokenType.StartObject:
                return new SourceNode { Kind = JsonValueKind.Object, Line = line, Properties = ReadProperties(path) };
            case JsonTokenType.StartArray:
                return new SourceNode { Kind = JsonValueKind.Array, Line = line, Items = ReadItems(path) };
            case JsonTokenType.String:
                return new SourceNode { Kind = JsonValueKind.String, Line = line, Text = _json.GetString()! };
            case JsonTokenType.Number:
                return new SourceNode { Kind = JsonValueKind.Number, Line = line, Text = System.Text.Encoding.UTF8.GetString(_json.ValueSpan) };
            case JsonTokenType.True:
                return new SourceNode { Kind = JsonValueKind.True, Line = line, Text = "true" };
            case JsonTokenType.False:
                return new SourceNode { Kind = JsonValueKind.False, Line = line, Text = "false" };
            default:
                return new SourceNode { Kind = JsonValueKind.Null, Line = line, Text = "null" };
        }
    }

    private List<SourceProperty> ReadProperties(string path)
    {
        var properties = new List<SourceProperty>();
        var firstLines = new Dictionary<string, int>();
        while (_json.Read() && _json.TokenType != JsonTokenType.EndObject)
        {
            var line = CurrentLine();
            var name = _json.GetString()!;
            var place = JsonPath.Property(path, name);
            _json.Read();
            var value = ReadValue(place);
            if (firstLines.TryAdd(name, line))
                properties.Add(new SourceProperty(name, line, value));
            else
                _errors.Add(place, line, $"stands here a second time (first in line {firstLines[name]})", "keep one of the two");
        }

        return properties;
    }

    private List<SourceNode> ReadItems(string path)
    {
        var items = new List<SourceNode>();
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
            items.Add(ReadValue(JsonPath.Item(path, items.Count)));
        return items;
    }

    /// <summary>Line of the present token; counted on from the one before, so that the whole file is scanned once.</summary>
    private int CurrentLine()
    {
        var here = _json.TokenStartIndex;
        _line += _utf8[(int)_countedTo..(int)here].Count((byte)'\n');
        _countedTo = here;
        return _line;
    }

    private readonly void AddSyntaxError(JsonException error)
    {
        var line = (int)(error.LineNumber ?? 0) + 1;
        var column = (int)(error.BytePositionInLine ?? 0) + 1;
        if (_isTooDeep)
            _errors.Add("", line, $"nested deeper than {StationFile.MaximumDepth} levels", "a station file needs far fewer; look for an opening bracket too many");
        else if (string.IsNullOrWhiteSpace(System.Text.Encoding.UTF8.GetString(_utf8)))
            _errors.Add("", 1, "the file is empty", "begin with the example config/minimal-station.json");
        else
            _errors.Add("", line, $"not valid JSON at column {column}: {Reason(error)}", "look at this line and the end of the one above for a missing or superfluous comma, quote or bracket");
    }

    /// <summary>The parser's sentence without its own line number, which counts from 0.</summary>
    private static string Reason(JsonException error)
    {
        var end = error.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var sentence = end < 0 ? error.Message : error.Message[..end];
        return sentence.TrimEnd('.', ' ');
    }

    private static int LineOfInvalidUtf8(ReadOnlySpan<byte> text)
    {
        var line = 1;
        while (text.IndexOf((byte)'\n') is >= 0 and var end)
        {
            if (!Utf8.IsValid(text[..end]))
                return line;
            text = text[(end + 1)..];
            line++;
        }

        return line;
    }
}
