using System.Text;

namespace EdgeTwin.Sync.Tests;

/// <summary>An agent with a little state, which applies desired sections with a higher version and an odd number of reasons not to.</summary>
internal sealed class FakeTwinHost : ITwinHost
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, StateSection> _sections = [];
    private readonly Dictionary<string, DesiredAnswer> _answers = [];
    private readonly List<(string Section, long Version, string Values)> _applied = [];
    private readonly List<(string Name, string Arguments)> _commands = [];
    private List<TwinMetric> _metrics = [];

    public event Action<string>? StateChanged;

    public Func<string, CancellationToken, Task<CommandAnswer>> OnCommand { get; set; } =
        (name, _) => Task.FromResult(new CommandAnswer(true, Encoding.UTF8.GetBytes($$"""{"did":"{{name}}"}""")));

    public IReadOnlyList<(string Section, long Version, string Values)> Applied
    {
        get
        {
            lock (_gate)
                return [.. _applied];
        }
    }

    public IReadOnlyList<(string Name, string Arguments)> Commands
    {
        get
        {
            lock (_gate)
                return [.. _commands];
        }
    }

    public void SetState(string section, string json)
    {
        lock (_gate)
            _sections[section] = new StateSection(section, (_sections.GetValueOrDefault(section)?.Version ?? 0) + 1, Encoding.UTF8.GetBytes(json));
        StateChanged?.Invoke(section);
    }

    public void SetMetrics(params TwinMetric[] metrics)
    {
        lock (_gate)
            _metrics = [.. metrics];
    }

    public void RaiseStateChanged(string section) => StateChanged?.Invoke(section);

    public IReadOnlyList<StateSection> ReportedState()
    {
        lock (_gate)
            return [.. _sections.Values];
    }

    public DesiredAnswer? LastAnswer(string section)
    {
        lock (_gate)
            return _answers.GetValueOrDefault(section);
    }

    public DesiredAnswer ApplyDesired(string section, long version, ReadOnlySpan<byte> valuesJson)
    {
        var values = Encoding.UTF8.GetString(valuesJson);
        lock (_gate)
        {
            _applied.Add((section, version, values));
            var answer = values.Contains("bad", StringComparison.Ordinal)
                ? new DesiredAnswer(section, version, false, ["rules[0].above: bad"])
                : new DesiredAnswer(section, version, true, []);
            return _answers[section] = answer;
        }
    }

    public Task<CommandAnswer> RunCommandAsync(string name, ReadOnlyMemory<byte> argumentsJson, CancellationToken cancellationToken)
    {
        lock (_gate)
            _commands.Add((name, Encoding.UTF8.GetString(argumentsJson.Span)));
        return OnCommand(name, cancellationToken);
    }

    public IReadOnlyList<TwinMetric> Metrics()
    {
        lock (_gate)
            return [.. _metrics];
    }
}
