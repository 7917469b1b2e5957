namespace EdgeTwin.StructuralHealth.Events;

/// <summary>What both forms of the ratio ask of their windows.</summary>
internal static class StaLtaWindows
{
    public static void Validate(int shortSamples, int longSamples)
    {
        if (shortSamples < 1)
            throw new ArgumentException($"The short window has {shortSamples} samples; it has at least 1.", nameof(shortSamples));
        if (longSamples <= shortSamples)
            throw new ArgumentException($"The long window has {longSamples} samples; it has more than the short one, {shortSamples}.", nameof(longSamples));
    }
}
