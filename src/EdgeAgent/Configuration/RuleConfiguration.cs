namespace EdgeTwin.EdgeAgent.Configuration;

/// <summary>An engineering limit on one feature. Exactly one of Above, Below, DropPercent is set.</summary>
internal sealed record RuleConfiguration
{
    public required string Id { get; init; }

    /// <summary>Feature identifier, for example <c>strain-2.strain/range</c>.</summary>
    public required string Feature { get; init; }
    public double? Above { get; init; }
    public double? Below { get; init; }

    /// <summary>Alarm when the feature is this many percent below its baseline mean (temperature-normalised); silent without a baseline.</summary>
    public double? DropPercent { get; init; }

    /// <summary>How far the value must come back before the alarm returns to normal, in the feature's unit (DropPercent: percent).</summary>
    public double Hysteresis { get; init; }

    /// <summary>Consecutive windows that must violate (and, to return, must be back) before the state changes.</summary>
    public int PersistenceWindows { get; init; } = 1;
    public AlarmSeverity Severity { get; init; } = AlarmSeverity.Warning;
    public string Message { get; init; } = "";
}
