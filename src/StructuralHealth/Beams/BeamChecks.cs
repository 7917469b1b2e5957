namespace EdgeTwin.StructuralHealth.Beams;

internal static class BeamChecks
{
    private const double SamePlaceM = 1e-9;

    public static void RequireSegments(IReadOnlyList<BeamSegment> segments, string parameter)
    {
        if (segments.Count == 0)
            throw new ArgumentException("A beam has at least one segment.", parameter);
        var end = 0.0;
        foreach (var segment in segments)
        {
            RequirePositive(segment.BendingStiffnessNm2, "The bending stiffness of a segment", parameter);
            if (Math.Abs(segment.FromM - end) > SamePlaceM || !(segment.ToM > segment.FromM) || double.IsInfinity(segment.ToM))
                throw new ArgumentException($"The segment from {segment.FromM} m to {segment.ToM} m does not follow on the one that ends at {end} m.", parameter);
            end = segment.ToM;
        }
    }

    public static void RequireSupports(IReadOnlyList<BeamSupport> supports, double lengthM, string parameter)
    {
        for (var i = 0; i < supports.Count; i++)
        {
            var support = supports[i];
            if (!(support.PositionM >= 0) || support.PositionM > lengthM + SamePlaceM)
                throw new ArgumentException($"A support at {support.PositionM} m is not on the beam of {lengthM} m.", parameter);
            if (i > 0 && support.PositionM - supports[i - 1].PositionM <= SamePlaceM)
                throw new ArgumentException($"Two supports stand at {support.PositionM} m.", parameter);
            if (!(support.DeflectionStiffnessNPerM >= 0) || !(support.RotationStiffnessNmPerRad >= 0))
                throw new ArgumentException($"The springs of the support at {support.PositionM} m must be 0 or more; they are {support.DeflectionStiffnessNPerM} N/m and {support.RotationStiffnessNmPerRad} N m/rad.", parameter);
        }
    }

    public static void RequirePositive(double value, string what, string parameter)
    {
        if (!(value > 0) || double.IsInfinity(value))
            throw new ArgumentException($"{what} must be a positive number; it is {value}.", parameter);
    }
}
