using System.Globalization;
using System.Text.Json;
using EdgeTwin.StructuralHealth.Beams;

namespace EdgeTwin.StructuralHealth.Evaluation.Sets;

/// <summary>
/// A clamped beam with a roller that moves, by a beam model whose roller is found by updating with the first frequency of each standing position.
/// The source gives the size of the beam but no material and no scale of the position; the wave speed is that of steel, and a straight line
/// from volts to metres must carry all positions.
/// </summary>
internal sealed class BeamMovingSupportModel : IEvaluation
{
    private const double LengthM = 0.501;
    private const double ThicknessM = 0.00666;

    /// <summary>Square root of Young's modulus over density: 5060 m/s for steel (210 GPa, 7850 kg/m3 gives 5170; 200 GPa gives 5050) and nearly the same for aluminium.</summary>
    private const double WaveSpeedMps = 5060;

    public string Set => "beam-moving-support";

    public IEnumerable<EvaluationRow> Run(string recordings)
    {
        using var truth = JsonDocument.Parse(File.ReadAllText(Path.Combine(recordings, Set, "truth.json")));
        var states = truth.RootElement.GetProperty("first_frequency_by_position").EnumerateArray()
            .Select(s => (Volts: s.GetProperty("position_V").GetDouble(), Hertz: s.GetProperty("first_frequency_hz").GetDouble())).ToArray();
        var rollers = states.Select(s => Roller(s.Hertz)).ToArray();
        if (rollers.Any(double.IsNaN))
        {
            yield return new EvaluationRow(Set, "updated beam model: every standing position of the roller found", "all", "not all", false);
            yield break;
        }

        var (slope, offset) = Line([.. states.Select(s => s.Volts)], rollers);
        var errors = states.Select((s, i) => Math.Abs((Beam(offset + (slope * s.Volts)).Modes(1)[0].FrequencyHz / s.Hertz) - 1)).ToArray();
        yield return new EvaluationRow(
            Set, "updated beam model, roller on a straight line of the position signal: largest error of the first frequency over the six standing positions",
            "at most 2 %", Text($"{100 * errors.Max():F2} % (roller {1000 * rollers.Min():F0} to {1000 * rollers.Max():F0} mm, {1000 * slope:F0} mm/V)"), errors.Max() <= 0.02);
    }

    /// <summary>Stiffness over mass is all that matters; the mass per metre is taken as 1.</summary>
    private static BeamModel Beam(double rollerM) => new(
        1, [new BeamSegment(0, LengthM, Math.Pow(WaveSpeedMps * ThicknessM, 2) / 12)], 80, [BeamSupport.Clamped(0), BeamSupport.Pinned(rollerM)]);

    private static double Roller(double frequencyHz)
    {
        BeamParameter[] position = [new(BeamQuantity.SupportPosition, 1, double.PositiveInfinity)];
        return BeamUpdater.Update(Beam(0.12), position, [new MeasuredMode(1, frequencyHz, 0.005 * frequencyHz)]).Beam?.Supports[1].PositionM ?? double.NaN;
    }

    private static (double Slope, double Offset) Line(double[] x, double[] y)
    {
        var (meanX, meanY) = (x.Average(), y.Average());
        var slope = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / x.Sum(a => (a - meanX) * (a - meanX));
        return (slope, meanY - (slope * meanX));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
