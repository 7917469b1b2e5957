namespace EdgeTwin.StructuralHealth.Fatigue;

/// <summary>Refuses a stored state that a counter could not have written.</summary>
internal static class RainflowStateCheck
{
    public static void Require(RainflowState state, RainflowOptions options)
    {
        if (state.Version != RainflowState.CurrentVersion)
            Refuse($"its version is {state.Version}, this program reads {RainflowState.CurrentVersion}");
        if (state.Gate != options.Gate || state.Resolution != options.Resolution)
            Refuse($"it was counted with gate {state.Gate} and resolution {state.Resolution}, this counter has {options.Gate} and {options.Resolution}");
        if (state.Residue is null || state.Residue.Count > options.MaximumResidue)
            Refuse($"its residue must have at most {options.MaximumResidue} points");
        if (state.Direction is < -1 or > 1 || (state.Direction != 0) != (state.Residue!.Count > 0))
            Refuse("its direction and its residue contradict each other");
        if (!double.IsFinite(state.Lowest) || !double.IsFinite(state.Highest) || state.Lowest > state.Highest)
            Refuse("its extremes are not a lowest and a highest value");
        if (state.OpenGapSamples < 0 || state.Samples < 0 || state.MissingSamples < state.OpenGapSamples || state.Gaps < 0 || state.HistoryBreaks < 0 || state.ForcedCycles < 0)
            Refuse("a count is negative");
        RequireDecreasing(state.Residue!, options.Resolution);
    }

    private static void RequireDecreasing(IReadOnlyList<double> residue, double resolution)
    {
        // Values restored from multiples of a resolution may differ in the last digit.
        var tolerance = 0.25 * resolution;
        for (var index = 0; index < residue.Count; index++)
        {
            if (!double.IsFinite(residue[index]))
                Refuse("its residue holds a value that is not finite");
            if (index < 2)
                continue;
            var (before, newest) = (residue[index - 1] - residue[index - 2], residue[index] - residue[index - 1]);
            if (Math.Abs(newest) - tolerance >= Math.Abs(before) || before * newest >= 0)
                Refuse("the ranges of its residue do not alternate and decrease");
        }
    }

    private static void Refuse(string why) => throw new ArgumentException($"The rainflow state cannot be used: {why}.");
}
