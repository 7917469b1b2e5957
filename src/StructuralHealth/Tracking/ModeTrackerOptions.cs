namespace EdgeTwin.StructuralHealth.Tracking;

/// <summary>How modes of successive records are recognised again.</summary>
public sealed record ModeTrackerOptions
{
    /// <summary>Largest relative change of frequency against the reference, above 0 up to 0.5. Default 0.05: temperature moves bridges by a few per cent a year.</summary>
    public double FrequencyToleranceRatio { get; init; } = 0.05;

    /// <summary>Least MAC with the reference, 0 to 1. Default 0.8; with one or two channels shapes say little and frequency decides.</summary>
    public double MacMinimum { get; init; } = 0.8;

    /// <summary>Share of a new observation in the reference, above 0 up to 1. Default 0.1: the reference forgets over ten observations.</summary>
    public double UpdateShare { get; init; } = 0.1;

    /// <summary>Observations after which a new mode is born, 1 to 100. Default 3.</summary>
    public int Confirmations { get; init; } = 3;

    /// <summary>Records within which they must come, from <see cref="Confirmations"/> to 1000. Default 5.</summary>
    public int ConfirmationRecords { get; init; } = 5;

    /// <summary>Most modes that are followed, candidates included, 1 to 1000; further ones are reported as not assigned. Default 100.</summary>
    public int TracksMaximum { get; init; } = 100;

    /// <summary>Throws if a value is outside its range.</summary>
    /// <exception cref="ArgumentException">A value is outside its range; the message names it and the range.</exception>
    public void Validate()
    {
        Require(FrequencyToleranceRatio is > 0 and <= 0.5, nameof(FrequencyToleranceRatio), FrequencyToleranceRatio, "above 0 up to 0.5");
        Require(MacMinimum is >= 0 and <= 1, nameof(MacMinimum), MacMinimum, "0 to 1");
        Require(UpdateShare is > 0 and <= 1, nameof(UpdateShare), UpdateShare, "above 0 up to 1");
        Require(Confirmations is >= 1 and <= 100, nameof(Confirmations), Confirmations, "1 to 100");
        Require(ConfirmationRecords >= Confirmations && ConfirmationRecords <= 1000, nameof(ConfirmationRecords), ConfirmationRecords, $"{Confirmations} (the confirmations) to 1000");
        Require(TracksMaximum is >= 1 and <= 1000, nameof(TracksMaximum), TracksMaximum, "1 to 1000");
    }

    private static void Require(bool holds, string name, double value, string range)
    {
        if (!holds)
            throw new ArgumentException($"{name} is {value:G6}; permitted is {range}.", name);
    }
}
