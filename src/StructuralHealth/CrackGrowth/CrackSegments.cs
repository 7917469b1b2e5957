namespace EdgeTwin.StructuralHealth.CrackGrowth;

/// <summary>A crack record as mean growth rates over segments in which the crack grew by a stated share, so that reading errors of a short step do not pass for scatter of the rate.</summary>
internal sealed class CrackSegments
{
    private CrackSegments(double[] logLength, double[] logRate)
    {
        LogLength = logLength;
        LogRate = logRate;
    }

    /// <summary>Natural logarithm of the length in mm at the geometric middle of each segment.</summary>
    public double[] LogLength { get; }

    /// <summary>Natural logarithm of the growth rate in mm per cycle.</summary>
    public double[] LogRate { get; }

    public int Count => LogLength.Length;

    public static CrackSegments Of(CrackRecord record, double growth)
    {
        var step = Math.Log(1 + growth);
        var ends = new List<int> { 0 };
        for (var row = 1; row < record.LengthsMm.Count; row++)
        {
            // A rate needs cycles to have passed.
            if (Math.Log(record.LengthsMm[row] / record.LengthsMm[ends[^1]]) >= step - 1e-9 && record.Cycles[row] > record.Cycles[ends[^1]])
                ends.Add(row);
        }

        ExtendToTheLastReading(record, ends);
        var count = ends.Count - 1;
        var (logLength, logRate) = (new double[count], new double[count]);
        for (var index = 0; index < count; index++)
        {
            var (from, to) = (ends[index], ends[index + 1]);
            logLength[index] = 0.5 * Math.Log(record.LengthsMm[from] * record.LengthsMm[to]);
            logRate[index] = Math.Log((record.LengthsMm[to] - record.LengthsMm[from]) / (record.Cycles[to] - record.Cycles[from]));
        }

        return new CrackSegments(logLength, logRate);
    }

    private static void ExtendToTheLastReading(CrackRecord record, List<int> ends)
    {
        var last = record.LengthsMm.Count - 1;
        if (ends.Count > 1 && record.LengthsMm[last] > record.LengthsMm[ends[^1]])
            ends[^1] = last;
    }
}
