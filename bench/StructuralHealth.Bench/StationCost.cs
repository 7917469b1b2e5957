using System.Globalization;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Simulation.Physics;

namespace EdgeTwin.StructuralHealth.Bench;

/// <summary>What one minute of the station's features costs, and the simulated bridge against real time. Best of several repeats.</summary>
internal static class StationCost
{
    private const int Repeats = 30;

    public static int Run()
    {
        var window = new StationWindow();
        window.Spectra();
        var statistics = BestMilliseconds(() => window.Statistics());
        var spectra = BestMilliseconds(() => window.Spectra());
        var peaks = BestMilliseconds(() => window.PeaksBandsAndModes());
        var faults = BestMilliseconds(() => window.Faults());
        var novelty = BestMilliseconds(() => window.Novelty());
        var whole = statistics + spectra + peaks + faults + novelty;
        Print($"One minute of 15 axes at 1 kHz, 4 gauges at 90 Hz and 8 slow channels: statistics {statistics:F2} ms, spectra {spectra:F2} ms, peaks, bands and modes {peaks:F2} ms, faults {faults:F2} ms, novelty {novelty:F3} ms.");
        Print($"Together {whole:F2} ms a minute: {whole / 600:F4} % of one core, {whole * 60 / 1000:F2} s an hour (target: under 2 s).");
        MeasureBridge();
        return 0;
    }

    /// <summary>The simulated bridge as the reference station reads it: 15 axes at 1 kHz, 4 gauges at 90 Hz, 600 vehicles an hour.</summary>
    private static void MeasureBridge()
    {
        var configuration = new SpanConfiguration
        {
            Id = "span",
            LengthM = 30,
            Members = [new MemberConfiguration("mid", "", 10, 20)],
            Beam = new BeamConfiguration(9000, 4.2e10, 0.012, 0.8),
        };
        var span = new SimulatedSpan(configuration, new SimulationConfiguration { VehiclesPerHour = 600 });
        int[] points = [.. new[] { 5.0, 10, 15, 20, 25 }.Select(span.RegisterPoint)];
        const long noon = 12L * 3600 * 1_000_000_000;
        const int steps = 120_000;
        span.VerticalAcceleration(points[0], noon);

        var first = noon;
        var stepping = Repeated(() =>
        {
            for (var step = 0; step < steps; step++)
                span.VerticalAcceleration(points[0], first + (step * 1_000_000L));
            first += steps * 1_000_000L;
        });
        var last = first - (20_000 * 1_000_000L);
        var query = Repeated(() =>
        {
            for (var pass = 0; pass < 10; pass++)
            {
                for (var step = 0; step < 19_000; step++)
                    span.VerticalAcceleration(points[2], last + (step * 1_000_000L) + 400_000);
            }
        });
        var strain = Repeated(() =>
        {
            for (var pass = 0; pass < 10; pass++)
            {
                for (var step = 0; step < 19_000; step++)
                    span.StrainMicro(points[2], last + (step * 1_000_000L) + 400_000, 0.8);
            }
        });
        var queryNs = query * 1e6 / 190_000;
        var stepNs = (stepping * 1e6 / steps) - queryNs;
        var strainNs = strain * 1e6 / 190_000;
        var secondUs = ((1000 * stepNs) + (15_000 * queryNs) + (360 * strainNs)) / 1000;
        Print($"Simulated bridge with five points, 600 vehicles an hour: {stepNs:F0} ns a step of 1 ms, {queryNs:F1} ns an acceleration, {strainNs:F1} ns a strain.");
        Print($"A second of the reference station costs {secondUs:F0} us: {1e6 / secondUs:F0} times real time on one core.");
    }

    private static double BestMilliseconds(Func<double> work) => Repeated(() => work());

    private static double BestMilliseconds(Func<int> work) => Repeated(() => work());

    private static double Repeated(Action work)
    {
        var clock = TimeProvider.System;

        // Long enough for the runtime to compile the hot loops with all optimisations.
        for (var start = clock.GetTimestamp(); clock.GetElapsedTime(start).TotalSeconds < 0.5;)
            work();
        var best = double.PositiveInfinity;
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            var start = clock.GetTimestamp();
            work();
            best = Math.Min(best, clock.GetElapsedTime(start).TotalMilliseconds);
        }

        return best;
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
