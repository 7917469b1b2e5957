namespace EdgeTwin.StructuralHealth.Events;

/// <summary>A value with its sign and the time at which it occurred.</summary>
/// <param name="Value">In the unit of the channel; NaN where nothing was measured.</param>
/// <param name="Seconds">From the first sample of the event.</param>
public readonly record struct Peak(double Value, double Seconds)
{
    /// <summary>The value farthest from zero; missing samples are passed over.</summary>
    internal static Peak Of(ReadOnlySpan<double> samples, double sampleRateHz)
    {
        var place = -1;
        for (var index = 0; index < samples.Length; index++)
        {
            if (double.IsFinite(samples[index]) && (place < 0 || Math.Abs(samples[index]) > Math.Abs(samples[place])))
                place = index;
        }

        return place < 0 ? new Peak(double.NaN, double.NaN) : new Peak(samples[place], place / sampleRateHz);
    }
}
