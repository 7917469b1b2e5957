using EdgeTwin.StructuralHealth.Faults;

namespace EdgeTwin.EdgeAgent.Tests.Simulation;

/// <summary>Traffic, the rush hour and a damaged member are loud, and no sensor is broken.</summary>
public sealed class SimulatedTrafficFaultTests
{
    private const long Second = 1_000_000_000;
    private const int WindowSeconds = 60;
    private const int Windows = 24;

    [Fact]
    public void Inspect_NightThenRushHourThenDamage_FindsNoFault()
    {
        var span = SpanUnderTest.Create(seed: 31, vehiclesPerHour: 900);
        var point = span.RegisterPoint(14);
        var random = new Random(1);
        var acceleration = new ChannelFaultDetector();
        var strain = new ChannelFaultDetector();
        var found = new List<string>();
        for (var window = 0; window < Windows; window++)
        {
            if (window == 2 * Windows / 3)
                span.SetDamage("mid", 0.4);
            var hour = window < Windows / 2 ? 3 : 7;
            var startNs = ((hour * 3600L) + (window * WindowSeconds)) * Second;
            var vertical = Window(startNs, 250, ns => span.VerticalAcceleration(point, ns), 5e-4, random);
            var gauge = Window(startNs, 90, ns => span.StrainMicro(point, ns, SpanUnderTest.GaugeM), 0.03, random);
            found.Add(acceleration.Inspect(vertical, vertical.Length, -20.08, 20.08, "acceleration").Reason);
            found.Add(strain.Inspect(gauge, gauge.Length, -4000, 4000, "strain").Reason);
        }

        Assert.All(found, reason => Assert.Equal("", reason));
    }

    private static float[] Window(long startNs, int rateHz, Func<long, double> read, double noise, Random random)
    {
        var samples = new float[WindowSeconds * rateHz];
        for (var index = 0; index < samples.Length; index++)
        {
            // Twelve uniform numbers make a Gaussian one.
            var sum = -6.0;
            for (var term = 0; term < 12; term++)
                sum += random.NextDouble();
            samples[index] = (float)(read(startNs + (index * Second / rateHz)) + (noise * sum));
        }

        return samples;
    }
}
