namespace EdgeTwin.EdgeAgent.Hosting;

/// <summary>Why an agent ended.</summary>
internal enum AgentEnd
{
    /// <summary>It was asked to.</summary>
    Stopped,

    /// <summary>A new station file is in force.</summary>
    Reload,

    /// <summary>A loop broke; systemd starts the program again.</summary>
    Failed,
}

/// <summary>What runs until it is stopped or another station file takes effect: a station, or the wait for one.</summary>
internal interface IAgent : IAsyncDisposable
{
    Task<AgentEnd> RunAsync(CancellationToken cancellationToken);
}
