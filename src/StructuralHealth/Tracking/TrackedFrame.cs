using EdgeTwin.StructuralHealth.Modal;

namespace EdgeTwin.StructuralHealth.Tracking;

/// <summary>What one record said about the modes that are followed.</summary>
/// <param name="Modes">One entry for each confirmed mode, by number.</param>
/// <param name="Candidates">Modes seen that are not confirmed yet.</param>
/// <param name="Harmonics">Lines of machines; never followed as modes.</param>
public sealed record TrackedFrame(IReadOnlyList<TrackedObservation> Modes, IReadOnlyList<IdentifiedMode> Candidates, IReadOnlyList<IdentifiedMode> Harmonics)
{
    /// <summary>Earlier sightings of the modes that this record confirmed: number, how many records before this one, and what was seen. For those who write history.</summary>
    public IReadOnlyList<(int Id, int RecordsBefore, IdentifiedMode Mode)> Earlier { get; init; } = [];
}

/// <summary>One followed mode in one record.</summary>
/// <param name="Id">Number of the mode, from 1 in the order of confirmation; never used again.</param>
/// <param name="Mode">What was seen; null where the record does not show the mode.</param>
/// <param name="Mac">Modal assurance criterion with the reference as it was before this record; NaN where nothing was seen.</param>
public sealed record TrackedObservation(int Id, IdentifiedMode? Mode, double Mac);
