namespace EdgeTwin.EdgeAgent.Models.Host;

/// <summary>How the model host is run.</summary>
internal sealed record ModelHostOptions
{
    /// <summary>Program and first arguments; the hidden command and its arguments follow.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>Memory that the host may take beyond what it starts with.</summary>
    public required int MemoryMegabytes { get; init; }

    /// <summary>Longest time an inference or a sign of life may take.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>Longest time a start with its first model may take; a Raspberry Pi reads 30 MB from its card meanwhile.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often an idle host is asked for a sign of life.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The agent's own executable, or <c>dotnet edgetwin.dll</c> where another program carries the agent, as tests do.</summary>
    public static IReadOnlyList<string> AgentCommand()
    {
        if (Environment.ProcessPath is { } own && Path.GetFileNameWithoutExtension(own) == "edgetwin")
            return [own];
        return [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", Path.Combine(AppContext.BaseDirectory, "edgetwin.dll")];
    }
}
