using System.Globalization;
using System.Numerics;

namespace EdgeTwin.StructuralHealth.Modal;

/// <summary>
/// Finds channels that were sampled late or early. In a normal mode all channels move in phase or in opposition; a delay turns a channel's phase in proportion to the frequency,
/// so one delay that puts the phases of several modes right where none did before is a fault of the sampling, not of the structure.
/// </summary>
internal static class SynchronisationCheck
{
    private const int ModesMinimum = 3;
    private const double AgreementMinimum = 0.85;
    private const double GainMinimum = 0.1;
    private const double PhaseMinimumDegrees = 15;
    private const int StepsPerPeriod = 24;
    private const int PeriodsSearched = 4;

    /// <summary>Refuses modes whose phases follow a delay of one channel against the strongest.</summary>
    public static void Refuse(IReadOnlyList<IdentifiedMode> modes, ModalRecord record)
    {
        IdentifiedMode[] used = [.. modes.Where(mode => !mode.Harmonic.IsHarmonic)];
        if (used.Length < ModesMinimum)
            return;
        var strongest = Enumerable.Range(0, record.Channels.Count).MaxBy(channel => used.Sum(mode => Complex.Abs(mode.NormalisedShape[channel])));
        for (var channel = 0; channel < record.Channels.Count; channel++)
        {
            var (delay, before, after) = BestDelay(used, channel, strongest);
            var phase = 360 * Math.Abs(delay) * used[^1].FrequencyHz;
            if (channel == strongest || before > AgreementMinimum || after < AgreementMinimum || after - before < GainMinimum || phase < PhaseMinimumDegrees)
                continue;
            throw new ModalRefusalException(ModalRefusalKind.NotSynchronous, string.Create(CultureInfo.InvariantCulture, $"{record.Names[channel]} runs {Math.Abs(delay) * 1000:G3} ms {(delay > 0 ? "behind" : "ahead of")} {record.Names[strongest]}: the phases of {used.Length} modes follow that delay. Shapes and damping from channels that are not sampled together would be wrong."));
        }
    }

    /// <summary>The delay in seconds, positive for a channel that is late, at which the phases agree best, with the agreement without and with it (-1 to 1).</summary>
    private static (double DelaySeconds, double Before, double After) BestDelay(IdentifiedMode[] modes, int channel, int strongest)
    {
        var step = 1 / (StepsPerPeriod * modes[^1].FrequencyHz);
        var before = Agreement(modes, channel, strongest, 0);
        var (best, delay) = (before, 0.0);
        for (var index = -StepsPerPeriod * PeriodsSearched; index <= StepsPerPeriod * PeriodsSearched; index++)
        {
            var agreement = Agreement(modes, channel, strongest, index * step);
            if (agreement > best)
                (best, delay) = (agreement, index * step);
        }

        return (delay, before, best);
    }

    private static double Agreement(IdentifiedMode[] modes, int channel, int strongest, double delaySeconds)
    {
        var (sum, weights) = (0.0, 0.0);
        foreach (var mode in modes)
        {
            var product = mode.NormalisedShape[channel] * Complex.Conjugate(mode.NormalisedShape[strongest]);
            var turn = Complex.FromPolarCoordinates(1, 2 * Math.PI * mode.FrequencyHz * delaySeconds);
            var weight = Complex.Abs(product);
            if (weight == 0)
                continue;
            var turned = product * turn;
            sum += weight * ((2 * turned.Real * turned.Real / (weight * weight)) - 1);
            weights += weight;
        }

        return weights > 0 ? sum / weights : 1;
    }
}
