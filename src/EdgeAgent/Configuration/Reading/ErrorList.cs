namespace EdgeTwin.EdgeAgent.Configuration.Reading;

/// <summary>Collects the mistakes of one file. A place that is known to be broken is not reported again by a later check.</summary>
internal sealed class ErrorList
{
    /// <summary>More mistakes than a person reads; the rest is counted.</summary>
    public const int MaximumErrors = 200;

    private readonly List<ConfigurationError> _errors = [];
    private readonly Dictionary<string, int> _lines = [];
    private int _left;

    public bool Any => _errors.Count > 0;

    /// <summary>Remembers the line of a value, for checks that know only its path.</summary>
    public void Locate(string path, int line) => _lines[path] = line;

    /// <summary>Whether something at this place, or in a value that holds it, is broken.</summary>
    public bool IsBroken(string path) => _errors.Exists(error => error.Path.Length > 0 && JsonPath.IsWithin(path, error.Path));

    /// <summary>Whether something at this place, around it or inside it is broken.</summary>
    public bool IsTouched(string path) => IsBroken(path) || _errors.Exists(error => JsonPath.IsWithin(error.Path, path));

    public void Add(string path, int line, string problem, string fix)
    {
        if (_errors.Count == MaximumErrors)
            _left++;
        else
            _errors.Add(new ConfigurationError(path, line, problem, fix));
    }

    /// <summary>Adds what a check on meaning found, unless the place is known to be broken.</summary>
    public void Add(string path, string problem, string fix)
    {
        if (!IsBroken(path))
            Add(path, LineOf(path), problem, fix);
    }

    public IReadOnlyList<ConfigurationError> InOrder()
    {
        var sorted = _errors.OrderBy(error => error.Line).ToList();
        if (_left > 0)
            sorted.Add(new ConfigurationError("", sorted[^1].Line, $"{_left} more mistakes are not listed", "put these right first"));
        return sorted;
    }

    private int LineOf(string path)
    {
        for (string? place = path; place is not null; place = JsonPath.Parent(place))
        {
            if (_lines.TryGetValue(place, out var line))
                return line;
        }

        return 1;
    }
}
