using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.StructuralHealth.Beams;

namespace EdgeTwin.EdgeAgent.Simulation.Physics;

/// <summary>
/// The modes of a span in one state of damage at the reference temperature, as tables that stepping needs. Slots 0 to 5 are the vertical bending modes of the
/// finite-element beam; 8 to 10 transverse and 12 to 14 longitudinal modes, given by frequency ratios, for a deck is far stiffer sideways; the others are empty. Immutable.
/// </summary>
internal sealed class SpanModes
{
    public const int VerticalCount = 6;
    public const int SidewaysCount = 3;
    public const int TransverseSlot = 8;
    public const int LongitudinalSlot = 12;
    public const int SlotCount = 16;
    private const int TableIntervals = 512;

    /// <summary>First transverse and longitudinal frequency against the first vertical one.</summary>
    private const double TransverseRatio = 1.7;
    private const double LongitudinalRatio = 2.6;

    /// <summary>Share of the axle loads that pushes the deck sideways and lengthways.</summary>
    private const double TransverseShare = 0.04;
    private const double LongitudinalShare = 0.03;

    private readonly BeamModel _beam;
    private readonly IReadOnlyList<BeamMode> _vertical;
    private readonly float[] _forces;

    public SpanModes(SpanConfiguration span, BeamConfiguration beam, IReadOnlyDictionary<string, double> damage)
    {
        _beam = new BeamModel(beam.MassKgPerM, Segments(span, beam, damage));
        _vertical = _beam.Modes(VerticalCount);
        DampingRatio = beam.DampingRatio;
        AngularFrequencies = new double[SlotCount];
        for (var mode = 0; mode < VerticalCount; mode++)
            AngularFrequencies[mode] = 2 * Math.PI * _vertical[mode].FrequencyHz;
        for (var mode = 0; mode < SidewaysCount; mode++)
        {
            AngularFrequencies[TransverseSlot + mode] = AngularFrequencies[0] * TransverseRatio * (mode + 1) * (mode + 1);
            AngularFrequencies[LongitudinalSlot + mode] = AngularFrequencies[0] * LongitudinalRatio * ((2 * mode) + 1);
        }

        _forces = ForceTable();
    }

    /// <summary>In rad/s per slot; 0 in an empty slot.</summary>
    public double[] AngularFrequencies { get; }

    public double DampingRatio { get; }

    public double LengthM => _beam.LengthM;

    /// <summary>Adds what a load does to every mode, as modal force over modal mass in m/s2, to <paramref name="accelerations"/>.</summary>
    public void AddLoad(in AxleLoad load, Span<float> accelerations)
    {
        var place = load.PositionM / LengthM * TableIntervals;
        var interval = Math.Min((int)place, TableIntervals - 1);
        var share = (float)(place - interval);
        ref var before = ref _forces[interval * SlotCount];
        ref var sum = ref MemoryMarshal.GetReference(accelerations);
        for (nuint slot = 0; slot < SlotCount; slot += 8)
        {
            var left = Vector256.LoadUnsafe(ref before, slot);
            var right = Vector256.LoadUnsafe(ref before, slot + SlotCount);
            var force = (left + ((right - left) * share)) * (float)load.ForceN;
            (Vector256.LoadUnsafe(ref sum, slot) + force).StoreUnsafe(ref sum, slot);
        }
    }

    /// <summary>What a point of the span sees of each mode.</summary>
    public PointModes At(double positionM)
    {
        var acceleration = new float[SlotCount];
        var curvature = new float[PointModes.VerticalSlots];
        for (var mode = 0; mode < VerticalCount; mode++)
        {
            acceleration[mode] = (float)_vertical[mode].Shape(positionM);
            curvature[mode] = (float)_vertical[mode].Curvature(positionM);
        }

        for (var mode = 0; mode < SidewaysCount; mode++)
            acceleration[TransverseSlot + mode] = acceleration[LongitudinalSlot + mode] = SidewaysShape(mode, positionM);
        return new PointModes(positionM, LengthM, acceleration, curvature, _beam.BendingStiffness(positionM));
    }

    /// <summary>Turns modal coordinates of another state of damage into those of this one, by the orthogonality of the modes in the mass.</summary>
    public void Project(SpanModes from, Span<double> coordinates)
    {
        Span<double> projected = stackalloc double[VerticalCount];
        for (var to = 0; to < VerticalCount; to++)
        {
            for (var mode = 0; mode < VerticalCount; mode++)
            {
                var overlap = 0.0;
                for (var interval = 1; interval < TableIntervals; interval++)
                {
                    var positionM = LengthM * interval / TableIntervals;
                    overlap += _vertical[to].Shape(positionM) * from._vertical[mode].Shape(positionM);
                }

                projected[to] += coordinates[mode] * overlap * LengthM / TableIntervals * _beam.MassKgPerM / _vertical[to].ModalMassKg;
            }
        }

        projected.CopyTo(coordinates);
    }

    private float SidewaysShape(int mode, double positionM) => (float)Math.Sin((mode + 1) * Math.PI * positionM / LengthM);

    /// <summary>Shape over modal mass at evenly spaced positions, all slots of a position side by side.</summary>
    private float[] ForceTable()
    {
        var table = new float[(TableIntervals + 1) * SlotCount];
        var sidewaysMassKg = _beam.MassKgPerM * LengthM / 2;
        for (var interval = 0; interval <= TableIntervals; interval++)
        {
            var positionM = LengthM * interval / TableIntervals;
            var row = table.AsSpan(interval * SlotCount, SlotCount);
            for (var mode = 0; mode < VerticalCount; mode++)
                row[mode] = (float)(_vertical[mode].Shape(positionM) / _vertical[mode].ModalMassKg);
            for (var mode = 0; mode < SidewaysCount; mode++)
            {
                row[TransverseSlot + mode] = (float)(TransverseShare * SidewaysShape(mode, positionM) / sidewaysMassKg);
                row[LongitudinalSlot + mode] = (float)(LongitudinalShare * SidewaysShape(mode, positionM) / sidewaysMassKg);
            }
        }

        return table;
    }

    /// <summary>Cuts the span at the ends of its members and weakens each part by the damage of the members that cover it.</summary>
    private static List<BeamSegment> Segments(SpanConfiguration span, BeamConfiguration beam, IReadOnlyDictionary<string, double> damage)
    {
        var cuts = new SortedSet<double> { 0, span.LengthM };
        foreach (var member in span.Members.Where(member => damage.ContainsKey(member.Id)))
        {
            cuts.Add(Math.Clamp(member.FromM, 0, span.LengthM));
            cuts.Add(Math.Clamp(member.ToM, 0, span.LengthM));
        }

        var ends = cuts.ToArray();
        var segments = new List<BeamSegment>();
        for (var index = 1; index < ends.Length; index++)
        {
            var middle = 0.5 * (ends[index - 1] + ends[index]);
            var remaining = span.Members
                .Where(member => middle >= member.FromM && middle <= member.ToM)
                .Aggregate(1.0, (share, member) => share * (1 - damage.GetValueOrDefault(member.Id)));
            segments.Add(new BeamSegment(ends[index - 1], ends[index], beam.BendingStiffnessNm2 * remaining));
        }

        return segments;
    }
}
