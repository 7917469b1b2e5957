using EdgeTwin.StructuralHealth.Spectra;
using Xunit.Abstractions;

namespace EdgeTwin.EdgeAgent.Tests.Simulation;

/// <summary>How well one minute of five accelerometers knows the span's frequency, with and without traffic.</summary>
public sealed class SimulatedModalTests(ITestOutputHelper output)
{
    private const long Second = 1_000_000_000;
    private const int RateHz = 125;
    private const int Windows = 60;

    [Theory]
    [InlineData(0, 0.0065)]
    [InlineData(240, 0.006)]
    [InlineData(600, 0.006)]
    public void Estimate_OneMinuteWindows_SpreadsLittleAndKnowsIt(double vehiclesPerHour, double largestSpread)
    {
        var span = SpanUnderTest.Create(seed: 17, vehiclesPerHour: vehiclesPerHour);
        int[] points = [.. new[] { 5.0, 10, 15, 20, 25 }.Select(span.RegisterPoint)];
        var equalised = new EqualisedSpectrum(RateHz, 8 * RateHz, 60 * RateHz, 10);
        var psd = new double[equalised.BinCount];
        var estimator = new ModalFrequencyEstimator(equalised.FrequencyResolutionHz, 2.8, 4.8);
        var samples = new float[60 * RateHz];
        var errors = new List<double>();
        var scores = new List<double>();
        for (var window = 0; window < Windows; window++)
        {
            var startNs = ((12 * 3600L) + (60 * window)) * Second;
            equalised.Clear();
            foreach (var point in points)
            {
                for (var index = 0; index < samples.Length; index++)
                    samples[index] = (float)span.VerticalAcceleration(point, startNs + (index * (Second / RateHz)));
                equalised.Add(samples);
            }

            var estimate = estimator.Estimate(psd, equalised.Compute(2.8, 4.8, psd));
            var truthHz = span.FrequencyHz(0, startNs + (30 * Second));
            if (!estimate.IsFound)
                continue;
            errors.Add((estimate.FrequencyHz / truthHz) - 1);
            scores.Add((estimate.FrequencyHz - truthHz) / estimate.StandardDeviationHz);
        }

        var spread = Math.Sqrt(errors.Average(error => error * error));
        var score = Math.Sqrt(scores.Average(value => value * value));
        output.WriteLine($"{vehiclesPerHour} vehicles an hour: {errors.Count} of {Windows} found, bias {100 * errors.Average():F3} %, spread {100 * spread:F3} %, error over claimed {score:F2}");
        Assert.InRange(errors.Count, Windows - 2, Windows);
        Assert.InRange(spread, 0, largestSpread);
        Assert.InRange(score, 0.5, 1.6);
    }
}
