using System.Globalization;
using EdgeTwin.StructuralHealth.Beams;

namespace EdgeTwin.StructuralHealth.Evaluation.Sets;

/// <summary>The beam model against closed forms, and updating against beams whose parameters are known.</summary>
internal sealed class BeamSimulated : IEvaluation
{
    private const double Length = 30;
    private const double Mass = 9000;
    private const double Stiffness = 4.2e10;

    public string Set => "beam-closed-form";

    public IEnumerable<EvaluationRow> Run(string recordings)
    {
        yield return Eigenvalues("simply supported, clamped, propped and cantilever beams", 1e-5,
            (One(BeamSupport.Pinned(0), BeamSupport.Pinned(Length)), [Math.PI, 2 * Math.PI, 3 * Math.PI, 4 * Math.PI]),
            (One(BeamSupport.Clamped(0), BeamSupport.Clamped(Length)), [4.730040745, 7.853204624, 10.995607838]),
            (One(BeamSupport.Clamped(0), BeamSupport.Pinned(Length)), [3.926602312, 7.068582746, 10.210176122]),
            (One(BeamSupport.Clamped(0)), [1.875104069, 4.694091133, 7.854757438]));
        yield return Eigenvalues("two and three equal spans (Blevins 1979, four decimals)", 5e-5,
            (BeamModel.Continuous(Mass, [(Length, Stiffness), (Length, Stiffness)], 120), [Math.PI, 3.926602312, 2 * Math.PI, 7.068582746]),
            (BeamModel.Continuous(Mass, [(Length, Stiffness), (Length, Stiffness), (Length, Stiffness)], 180), [Math.PI, 3.5564, 4.2975, 2 * Math.PI, 6.7076, 7.4295]));
        yield return Fryba();
        yield return Updating();
    }

    private EvaluationRow Eigenvalues(string what, double allowed, params (BeamModel Beam, double[] Eigenvalues)[] beams)
    {
        var worst = 0.0;
        foreach (var (beam, eigenvalues) in beams)
        {
            var modes = beam.Modes(eigenvalues.Length);
            for (var i = 0; i < eigenvalues.Length; i++)
            {
                var expected = eigenvalues[i] * eigenvalues[i] / (2 * Math.PI * Length * Length) * Math.Sqrt(Stiffness / Mass);
                worst = Math.Max(worst, Math.Abs((modes[i].FrequencyHz / expected) - 1));
            }
        }

        return new EvaluationRow(Set, $"frequencies of {what}: largest relative error", Text($"at most {allowed:E0}"), Text($"{worst:E1}"), worst <= allowed);
    }

    private EvaluationRow Fryba()
    {
        const double Force = 1e5;
        const int Modes = 5;
        var worst = 0.0;
        foreach (var speed in new[] { 10.0, 30, 60, 90 })
        {
            var beam = new BeamModel(Mass, [new BeamSegment(0, Length, Stiffness)], 120);
            var response = MovingLoads.Cross(beam, [new MovingLoad(Force, 0)], [11.0], new() { SpeedMps = speed, SampleRateHz = 100, ModeCount = Modes })[0].DeflectionM;
            var largest = response.Max();
            for (var i = 0; i < response.Length; i++)
                worst = Math.Max(worst, Math.Abs(response[i] - Closed(speed, i / 100.0, Force, Modes)) / largest);
        }

        return new EvaluationRow(
            Set, "deflection under a moving force at 10 to 90 m/s against the closed form (Frýba 1999, chapter 1): largest error as a share of the largest deflection",
            "at most 1E-005", Text($"{worst:E1}"), worst <= 1e-5);
    }

    private static double Closed(double speed, double time, double force, int modes)
    {
        var sum = 0.0;
        for (var n = 1; n <= modes; n++)
        {
            var omega = n * n * Math.PI * Math.PI / (Length * Length) * Math.Sqrt(Stiffness / Mass);
            var driving = n * Math.PI * speed / Length;
            sum += 2 * force / (Mass * Length) * Math.Sin(n * Math.PI * 11 / Length) / ((omega * omega) - (driving * driving))
                * (Math.Sin(driving * time) - (driving / omega * Math.Sin(omega * time)));
        }

        return sum;
    }

    /// <summary>A two-span bridge whose three segments have other stiffnesses than designed, from five frequencies with 0.3 % noise.</summary>
    private EvaluationRow Updating()
    {
        const int Repeats = 100;
        double[] truth = [0.85, 1.1, 0.75];
        BeamModel Beam(params double[] factors) => new(
            8000, [new(0, 12, 2e10 * factors[0]), new(12, 24, 2e10 * factors[1]), new(24, 36, 2e10 * factors[2])], 36,
            [BeamSupport.Pinned(0), BeamSupport.Pinned(16), BeamSupport.Pinned(36)]);
        var modes = Beam(truth).Modes(5);
        var random = new Random(4);
        BeamParameter[] segments = [.. Enumerable.Range(0, 3).Select(i => new BeamParameter(BeamQuantity.SegmentStiffness, i, double.PositiveInfinity))];
        var (held, widths) = (0, 0.0);
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            MeasuredMode[] measured = [.. modes.Select((m, i) => new MeasuredMode(i + 1, m.FrequencyHz * (1 + (0.003 * Gaussian(random))), 0.003 * m.FrequencyHz))];
            var result = BeamUpdater.Update(Beam(1, 1, 1), segments, measured, new() { ModelDeviation = 0 });
            for (var i = 0; i < 3; i++)
            {
                held += result.Parameters[i].Low <= truth[i] && result.Parameters[i].High >= truth[i] ? 1 : 0;
                widths += (result.Parameters[i].High - result.Parameters[i].Low) / (3 * Repeats);
            }
        }

        return new EvaluationRow(
            Set, "three stiffnesses of a two-span beam from five frequencies with 0.3 % noise, 100 times: 90 % intervals that hold the truth",
            "80 to 99 %", Text($"{held / 3.0:F0} % (mean width {widths:F2})"), held >= 3 * 80 && held <= 3 * 99);
    }

    private static BeamModel One(params BeamSupport[] supports) => new(Mass, [new BeamSegment(0, Length, Stiffness)], 80, supports);

    private static double Gaussian(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
