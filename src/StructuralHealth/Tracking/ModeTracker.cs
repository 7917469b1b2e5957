using System.Numerics;
using EdgeTwin.StructuralHealth.Modal;

namespace EdgeTwin.StructuralHealth.Tracking;

/// <summary>
/// Follows modes through successive records. Modes and references are paired so that the sum of their distances is least, a pair being possible only
/// within the tolerance of frequency and above the least MAC; so two close modes do not change places. References move slowly, survive records that do not show them,
/// and new ones are born only after confirmation. Lines of machines take no part.
/// Owned by one thread; holds only its references, so <see cref="References"/> is all that a restart needs.
/// </summary>
public sealed class ModeTracker
{
    private readonly ModeTrackerOptions _options;
    private readonly List<TrackedMode> _references;
    private int _lastId;

    /// <summary>Starts empty or from stored references.</summary>
    /// <param name="options">How; defaults if null.</param>
    /// <param name="references">References of an earlier tracker; none if null.</param>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    public ModeTracker(ModeTrackerOptions? options = null, IEnumerable<TrackedMode>? references = null)
    {
        _options = options ?? new ModeTrackerOptions();
        _options.Validate();
        _references = [.. references ?? []];
        _lastId = _references.Count == 0 ? 0 : _references.Max(reference => reference.Id);
    }

    /// <summary>References as they are now, candidates (number 0) included.</summary>
    public IReadOnlyList<TrackedMode> References => _references;

    /// <summary>Takes the modes of the next record.</summary>
    /// <param name="modes">As identified; all with as many channels as the references.</param>
    /// <returns>What became of them.</returns>
    /// <exception cref="ArgumentException">A shape has another number of channels than the references.</exception>
    public TrackedFrame Update(IReadOnlyList<IdentifiedMode> modes)
    {
        ArgumentNullException.ThrowIfNull(modes);
        IdentifiedMode[] structural = [.. modes.Where(mode => !mode.Harmonic.IsHarmonic)];
        var pairs = Pair(structural);
        var observations = new SortedDictionary<int, TrackedObservation>();
        var candidates = new List<IdentifiedMode>();
        var earlier = new List<(int Id, int RecordsBefore, IdentifiedMode Mode)>();
        for (var index = 0; index < _references.Count; index++)
        {
            var reference = _references[index];
            var mode = pairs[index] < 0 ? null : structural[pairs[index]];
            var mac = mode is null ? double.NaN : Mac(reference, mode);
            var moved = Confirmed(mode is null ? reference.Unseen() : reference.Seen(mode, _options.UpdateShare), earlier);
            _references[index] = moved;
            if (moved.Id > 0)
                observations[moved.Id] = new TrackedObservation(moved.Id, mode, mac);
            else if (mode is not null)
                candidates.Add(mode);
        }

        _references.RemoveAll(reference => reference.Id == 0 && reference.Age >= _options.ConfirmationRecords);
        foreach (var mode in structural.Where((_, index) => !pairs.Contains(index)))
            Begin(mode, observations, candidates, earlier);
        return new TrackedFrame([.. observations.Values], candidates, [.. modes.Where(mode => mode.Harmonic.IsHarmonic)]) { Earlier = earlier };
    }

    private void Begin(IdentifiedMode mode, SortedDictionary<int, TrackedObservation> observations, List<IdentifiedMode> candidates, List<(int Id, int RecordsBefore, IdentifiedMode Mode)> earlier)
    {
        if (_references.Count >= _options.TracksMaximum)
        {
            candidates.Add(mode);
            return;
        }

        var reference = Confirmed(TrackedMode.Candidate(mode), earlier);
        _references.Add(reference);
        if (reference.Id > 0)
            observations[reference.Id] = new TrackedObservation(reference.Id, mode, 1);
        else
            candidates.Add(mode);
    }

    private TrackedMode Confirmed(TrackedMode reference, List<(int Id, int RecordsBefore, IdentifiedMode Mode)> earlier)
    {
        if (reference.Id > 0 || reference.Observations < _options.Confirmations)
            return reference;
        _lastId++;
        earlier.AddRange(reference.Sightings.Where(sighting => sighting.Age < reference.Age).Select(sighting => (_lastId, reference.Age - sighting.Age, sighting.Mode)));
        return reference with { Id = _lastId, Sightings = [] };
    }

    /// <summary>The index of the mode that belongs to each reference, -1 for none. Confirmed references choose first, candidates share what is left.</summary>
    private int[] Pair(IdentifiedMode[] modes)
    {
        var result = new int[_references.Count];
        Array.Fill(result, -1);
        var taken = new bool[modes.Length];
        foreach (var confirmed in new[] { true, false })
        {
            int[] rows = [.. Enumerable.Range(0, _references.Count).Where(index => _references[index].Id > 0 == confirmed)];
            int[] columns = [.. Enumerable.Range(0, modes.Length).Where(index => !taken[index])];
            var distances = new double[rows.Length, columns.Length];
            for (var row = 0; row < rows.Length; row++)
            {
                for (var column = 0; column < columns.Length; column++)
                    distances[row, column] = Distance(_references[rows[row]], modes[columns[column]]);
            }

            var pairs = LeastSumAssignment.Solve(distances);
            for (var row = 0; row < rows.Length; row++)
            {
                if (pairs[row] < 0)
                    continue;
                result[rows[row]] = columns[pairs[row]];
                taken[columns[pairs[row]]] = true;
            }
        }

        return result;
    }

    /// <summary>0 for the same mode, up to 2 at the limits of frequency and shape, infinite beyond either.</summary>
    private double Distance(TrackedMode reference, IdentifiedMode mode)
    {
        var frequency = Math.Abs(mode.FrequencyHz - reference.FrequencyHz) / (reference.FrequencyHz * _options.FrequencyToleranceRatio);
        var shape = _options.MacMinimum < 1 ? (1 - Mac(reference, mode)) / (1 - _options.MacMinimum) : Mac(reference, mode) < 1 ? 2 : 0;
        return frequency <= 1 && shape <= 1 ? frequency + shape : double.PositiveInfinity;
    }

    private static double Mac(TrackedMode reference, IdentifiedMode mode)
    {
        Complex[] first = [.. reference.Shape];
        Complex[] second = [.. mode.NormalisedShape];
        return ModeShape.Mac(first, second);
    }
}
