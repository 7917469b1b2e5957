using System.Text.Json;
using EdgeTwin.EdgeAgent.Configuration;

namespace EdgeTwin.EdgeAgent.Decisions;

/// <summary>Separate worlds: a sensor fault never becomes a structural alarm.</summary>
internal enum AlarmClass
{
    /// <summary>An engineering limit on the structure.</summary>
    Structural,

    /// <summary>A model finds the structure unusual; a person should look.</summary>
    Attention,

    /// <summary>A sensor or its wiring.</summary>
    Sensor,

    /// <summary>The station itself: storage, clock, model host, power.</summary>
    Station,
}

/// <summary>ISA-18.2 state of an alarm.</summary>
internal enum AlarmState
{
    Normal,
    UnacknowledgedActive,
    AcknowledgedActive,

    /// <summary>Returned to normal, not acknowledged by anyone.</summary>
    UnacknowledgedReturned,
    Shelved,
}

/// <summary>One alarm, as stored, shown and synced.</summary>
internal sealed record Alarm
{
    /// <summary>Unique for ever on this gateway, for example <c>A-000017</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What raised it: a rule's id, <c>model</c>, <c>sensor:acc-3</c>, <c>station:store</c>.</summary>
    public required string Key { get; init; }
    public required AlarmClass Class { get; init; }
    public required AlarmSeverity Severity { get; init; }
    public required AlarmState State { get; init; }

    /// <summary>One sentence for a person; names the member or mode.</summary>
    public required string Message { get; init; }

    /// <summary>Span, member or channel it is about.</summary>
    public required string Subject { get; init; }
    public required long RaisedUtcNs { get; init; }
    public long? ReturnedUtcNs { get; init; }
    public long? AcknowledgedUtcNs { get; init; }
    public string? AcknowledgedBy { get; init; }

    /// <summary>Everything needed to rebuild why: rule, values, contributions, model hash, baseline range, software version. A JSON object.</summary>
    public required JsonElement Explanation { get; init; }
}

/// <summary>A step in an alarm's life.</summary>
/// <param name="Alarm">The alarm after the step.</param>
/// <param name="Previous">Its state before.</param>
/// <param name="UtcNs">When.</param>
internal sealed record AlarmChange(Alarm Alarm, AlarmState Previous, long UtcNs);
