using EdgeTwin.SensorDrivers.Resampling;

namespace EdgeTwin.SensorDrivers.Tests.Resampling;

/// <summary>The figures that the filter states, from its weights alone.</summary>
public sealed class ResamplingFilterTests
{
    private static readonly ResamplingFilter Filter = new();

    [Fact]
    public void Weights_AtAnyFraction_PassThePassBandAndKeepItsPhase()
    {
        for (var step = 0; step <= 1000; step++)
        {
            var fraction = step / 1000.0 + 1e-4 * (step % 7) / 7;
            for (var share = 0.0; share <= ResamplingFilter.PassBand; share += 0.0125)
            {
                var (amplitude, phase) = Response(Math.Min(fraction, 1), share);
                Assert.InRange(20 * Math.Log10(amplitude), -ResamplingFilter.PassBandRippleDb, ResamplingFilter.PassBandRippleDb);
                Assert.InRange(phase * 180 / Math.PI, -0.01, 0.01);
            }
        }
    }

    /// <summary>The continuous impulse response, 64 places per sample, is a filter whose stop band begins where the images do.</summary>
    [Fact]
    public void Weights_OfTheContinuousFilter_StopTheStopBand()
    {
        const int places = 64;
        var impulse = new double[ResamplingFilter.Taps * places];
        var weights = new float[ResamplingFilter.Taps];
        for (var place = 0; place < places; place++)
        {
            Filter.Weights(1 - (place + 0.5) / places, weights);
            for (var tap = 0; tap < ResamplingFilter.Taps; tap++)
                impulse[tap * places + place] = weights[tap];
        }

        for (var share = ResamplingFilter.StopBand; share < 8; share += 0.01)
        {
            double re = 0, im = 0;
            for (var i = 0; i < impulse.Length; i++)
            {
                var (s, c) = Math.SinCos(2 * Math.PI * share * i / places);
                (re, im) = (re + impulse[i] * c, im + impulse[i] * s);
            }

            Assert.True(20 * Math.Log10(Math.Sqrt(re * re + im * im) / places) <= -ResamplingFilter.StopBandDb, $"at {share} of the sample rate");
        }
    }

    // The weights' answer to a complex exponential, against the exponential at the output's own time.
    private static (double Amplitude, double Phase) Response(double fraction, double share)
    {
        var weights = new float[ResamplingFilter.Taps];
        Filter.Weights(fraction, weights);
        double re = 0, im = 0;
        for (var tap = 0; tap < weights.Length; tap++)
        {
            var (s, c) = Math.SinCos(2 * Math.PI * share * (tap - (ResamplingFilter.HalfTaps - 1) - fraction));
            (re, im) = (re + weights[tap] * c, im + weights[tap] * s);
        }

        return (Math.Sqrt(re * re + im * im), Math.Atan2(im, re));
    }
}
