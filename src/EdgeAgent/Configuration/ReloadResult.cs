namespace EdgeTwin.EdgeAgent.Configuration;

/// <summary>What a (re)load of the station file led to.</summary>
internal enum ReloadOutcome
{
    /// <summary>The station file is valid and in force from now on.</summary>
    Applied,

    /// <summary>The station file is byte for byte what is in force already.</summary>
    Unchanged,

    /// <summary>The station file has mistakes; what was in force stays in force.</summary>
    Rejected,
}

/// <param name="Outcome">What happened.</param>
/// <param name="Errors">Every mistake of a rejected file; else empty.</param>
internal sealed record ReloadResult(ReloadOutcome Outcome, IReadOnlyList<ConfigurationError> Errors);
