namespace EdgeTwin.StructuralHealth.Traffic;

/// <summary>How often which gross weight passed. Fixed classes; what lies above them, and passages without a weight, are counted on their own. One thread at a time.</summary>
public sealed class LoadSpectrum
{
    private readonly long[] _counts;

    /// <summary>Makes an empty spectrum.</summary>
    /// <param name="classWidthKN">Width of a class; 50 kN (default), 1 to 1000.</param>
    /// <param name="classes">Classes; 24 (default, up to 1200 kN), 1 to 1000.</param>
    public LoadSpectrum(double classWidthKN = 50, int classes = 24)
    {
        if (!(classWidthKN >= 1 && classWidthKN <= 1000))
            throw new ArgumentException($"The class width must lie between 1 and 1000 kN; it is {classWidthKN}.", nameof(classWidthKN));
        if (classes is < 1 or > 1000)
            throw new ArgumentException($"There must be 1 to 1000 classes; there are {classes}.", nameof(classes));
        ClassWidthKN = classWidthKN;
        _counts = new long[classes];
    }

    /// <summary>Width of a class; class k holds weights from k times this up to, not including, (k + 1) times this.</summary>
    public double ClassWidthKN { get; }

    /// <summary>Vehicles per class.</summary>
    public IReadOnlyList<long> Counts => _counts;

    /// <summary>Vehicles heavier than the highest class.</summary>
    public long Above { get; private set; }

    /// <summary>Passages without a weight.</summary>
    public long Unweighed { get; private set; }

    /// <summary>Heaviest vehicle so far in kN; 0 before the first.</summary>
    public double HeaviestKN { get; private set; }

    /// <summary>Takes one passage; NaN is one without a weight.</summary>
    public void Add(double grossWeightKN)
    {
        if (!double.IsFinite(grossWeightKN) || grossWeightKN < 0)
        {
            Unweighed++;
            return;
        }

        HeaviestKN = Math.Max(HeaviestKN, grossWeightKN);
        var index = grossWeightKN / ClassWidthKN;
        if (index < _counts.Length)
            _counts[(int)index]++;
        else
            Above++;
    }
}
