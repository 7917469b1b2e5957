namespace EdgeTwin.EdgeAgent.Decisions;

/// <summary>
/// The transitions of ISA-18.2 that this station knows. A condition that comes back before anyone acknowledged the alarm is the same alarm again.
/// Null: the step does not apply in this state.
/// </summary>
internal static class AlarmLifeCycle
{
    /// <summary>Whether the condition itself is there, whatever people did about the alarm.</summary>
    public static bool IsActive(Alarm alarm) => alarm.ReturnedUtcNs is null && alarm.State is not AlarmState.Normal;

    public static AlarmChange Raised(Alarm alarm, long utcNs) => new(alarm, AlarmState.Normal, utcNs);

    /// <summary>The condition is there again, with a new message and explanation. A shelved alarm stays on its shelf.</summary>
    public static AlarmChange RaisedAgain(Alarm alarm, Alarm occurrence, long utcNs)
    {
        var state = alarm.State is AlarmState.Shelved ? AlarmState.Shelved : AlarmState.UnacknowledgedActive;
        var again = alarm with
        {
            State = state,
            Severity = occurrence.Severity,
            Message = occurrence.Message,
            Subject = occurrence.Subject,
            Explanation = occurrence.Explanation,
            ReturnedUtcNs = null,
        };
        return new AlarmChange(again, alarm.State, utcNs);
    }

    public static AlarmChange Returned(Alarm alarm, long utcNs)
    {
        var state = alarm.State switch
        {
            AlarmState.AcknowledgedActive => AlarmState.Normal,
            AlarmState.UnacknowledgedActive => AlarmState.UnacknowledgedReturned,
            _ => alarm.State,
        };
        return new AlarmChange(alarm with { State = state, ReturnedUtcNs = utcNs }, alarm.State, utcNs);
    }

    public static AlarmChange? Acknowledged(Alarm alarm, string who, long utcNs)
    {
        AlarmState? state = alarm.State switch
        {
            AlarmState.UnacknowledgedActive => AlarmState.AcknowledgedActive,
            AlarmState.UnacknowledgedReturned => AlarmState.Normal,
            _ => null,
        };
        return state is { } next
            ? new AlarmChange(alarm with { State = next, AcknowledgedUtcNs = utcNs, AcknowledgedBy = who }, alarm.State, utcNs)
            : null;
    }

    public static AlarmChange? Shelved(Alarm alarm, long utcNs) =>
        alarm.State is AlarmState.Normal or AlarmState.Shelved
            ? null
            : new AlarmChange(alarm with { State = AlarmState.Shelved }, alarm.State, utcNs);

    /// <summary>Off the shelf: a condition that is still there has to be acknowledged again, and so has one that came and went unseen.</summary>
    public static AlarmChange Unshelved(Alarm alarm, long utcNs)
    {
        var state = IsActive(alarm) ? AlarmState.UnacknowledgedActive
            : alarm.AcknowledgedUtcNs is null ? AlarmState.UnacknowledgedReturned
            : AlarmState.Normal;
        return new AlarmChange(alarm with { State = state }, alarm.State, utcNs);
    }
}
