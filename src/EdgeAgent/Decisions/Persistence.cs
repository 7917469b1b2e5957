namespace EdgeTwin.EdgeAgent.Decisions;

/// <summary>What one window says about a condition.</summary>
internal enum Verdict
{
    /// <summary>Nothing: the value is missing, incomplete or from a faulty channel. It neither raises nor clears, and counts stand still.</summary>
    Unknown,

    /// <summary>Back on the good side of the limit by the hysteresis.</summary>
    Back,

    /// <summary>On the good side, but within the hysteresis.</summary>
    Between,

    Violating,
}

internal enum Turn
{
    None,
    Raise,
    Return,
}

/// <summary>Counts consecutive windows, so that one odd window changes nothing.</summary>
/// <param name="Violating">Violating windows in a row, while the condition is not active.</param>
/// <param name="Back">Good windows in a row, while it is.</param>
internal record struct Persistence(int Violating, int Back)
{
    public readonly bool IsIdle => Violating == 0 && Back == 0;

    public Turn Step(Verdict verdict, bool isActive, int raiseWindows, int returnWindows)
    {
        if (verdict == Verdict.Unknown)
            return Turn.None;
        if (isActive)
        {
            Violating = 0;
            Back = verdict == Verdict.Back ? Back + 1 : 0;
            if (Back < returnWindows)
                return Turn.None;
            Back = 0;
            return Turn.Return;
        }

        Back = 0;
        Violating = verdict == Verdict.Violating ? Violating + 1 : 0;
        if (Violating < raiseWindows)
            return Turn.None;
        Violating = 0;
        return Turn.Raise;
    }
}
