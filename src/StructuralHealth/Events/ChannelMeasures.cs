namespace EdgeTwin.StructuralHealth.Events;

/// <summary>What one channel did in an event.</summary>
/// <param name="Amplitude">Largest distance from the baseline, such as the peak acceleration.</param>
/// <param name="BracketedSeconds">From the first to the last exceedance of the bracket level; 0 when it was exceeded once, NaN when never.</param>
/// <param name="SignificantSeconds">Within which the integral of the square grew from 5 to 95 % (D5-95).</param>
/// <param name="SquareIntegral">Integral of the square over the event, in unit squared times seconds.</param>
/// <param name="FrequencyHz">Most prominent frequency; NaN where none stands out.</param>
/// <param name="Velocity">Peak of the velocity within the band; NaN for a channel that is no acceleration or has a gap.</param>
/// <param name="Displacement">Peak of the displacement within the band; likewise.</param>
/// <param name="MissingSamples">Samples without a value.</param>
public sealed record ChannelMeasures(
    Peak Amplitude,
    double BracketedSeconds,
    double SignificantSeconds,
    double SquareIntegral,
    double FrequencyHz,
    Peak Velocity,
    Peak Displacement,
    int MissingSamples)
{
    /// <summary>Arias intensity in m/s of an acceleration in m/s2: pi / (2 g) times the integral of the square. Source: A. Arias, in Seismic Design for Nuclear Power Plants, MIT Press 1970.</summary>
    public double AriasIntensity => Math.PI / (2 * 9.80665) * SquareIntegral;
}
