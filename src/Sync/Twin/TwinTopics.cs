namespace EdgeTwin.Sync.Twin;

/// <summary>Topics of lane B.</summary>
internal sealed class TwinTopics(string owner, string gateway)
{
    private readonly string _root = $"edgetwin/v1/{owner}/{gateway}/";

    public string Availability => _root + "avail";

    public string Summary => _root + "summary";

    public string Acknowledge => _root + "ack";

    public string DesiredFilter => _root + "desired/+";

    public string CommandFilter => _root + "cmd/+";

    public string State(string section) => $"{_root}state/{section}";

    /// <summary>Whether we publish or listen there, so that an answer sent there would be mistaken for something else.</summary>
    public bool IsReserved(string topic) =>
        topic == Availability || topic == Summary || topic == Acknowledge
        || topic.StartsWith(_root + "state/", StringComparison.Ordinal)
        || topic.StartsWith(_root + "desired/", StringComparison.Ordinal)
        || (topic.StartsWith(_root + "cmd/", StringComparison.Ordinal) && topic.IndexOf('/', _root.Length + 4) < 0);

    /// <summary>The last level of <c>desired/{section}</c> or <c>cmd/{name}</c>; <see langword="null"/> for any other topic.</summary>
    public string? NameIn(string topic, string family)
    {
        var prefix = $"{_root}{family}/";
        if (!topic.StartsWith(prefix, StringComparison.Ordinal))
            return null;
        var name = topic[prefix.Length..];
        return name.Length is > 0 and <= 64 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.') ? name : null;
    }
}
