using System.Numerics;

namespace EdgeTwin.StructuralHealth.Faults;

/// <summary>Nearly every window is complete: then scans need not ask of each sample whether it is there, and go a vector at a time.</summary>
internal static class FiniteValues
{
    /// <summary>Whether no sample is missing.</summary>
    public static bool All(ReadOnlySpan<float> samples)
    {
        var width = Vector<float>.Count;
        var limit = new Vector<float>(float.MaxValue);
        var index = 0;
        for (; index <= samples.Length - width; index += width)
        {
            if (!Vector.LessThanOrEqualAll(Vector.Abs(new Vector<float>(samples[index..])), limit))
                return false;
        }

        for (; index < samples.Length; index++)
        {
            if (!float.IsFinite(samples[index]))
                return false;
        }

        return true;
    }
}
