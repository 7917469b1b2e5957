namespace EdgeTwin.StructuralHealth.Events;

/// <summary>Where an event lies, in samples from the start of the stream.</summary>
/// <param name="Start">First sample that belongs to it, with its pre-event data; 0 where the stream began later.</param>
/// <param name="Trigger">Sample at which enough channels were on.</param>
/// <param name="Detrigger">Sample at which too few had been on for the hold time.</param>
/// <param name="End">Sample behind the last one that belongs to it.</param>
/// <param name="Channels">The most channels that were on at the same time.</param>
public readonly record struct EventSpan(long Start, long Trigger, long Detrigger, long End, int Channels);
