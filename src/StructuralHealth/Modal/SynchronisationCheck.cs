using System.Globalization;
using System.Numerics;

namespace EdgeTwin.StructuralHealth.Modal;

/// <summary>
/// Finds channels that were sampled late or early. In a normal mode all channels move in phase or in opposition; a delay turns a channel's phase in proportion to the frequency,
/// so one delay that puts the phases of several modes right where none did before is a fault of the sampling, not of the structure.
/// </summary>
internal static class SynchronisationCheck
{
    private const double ModesMinimum = 4;
    private const double AgreementMinimum = 0.95;
    private const double AgreementOfSound = 0.7;
    private const double PhaseMinimumDegrees = 15;
    private const double ComponentMinimum = 0.1;
    private const double StabilityMinimum = 0.5;
    private const double MacMinimum = 0.9;
    private const int StepsPerPeriod = 48;
    private const int ModesForLongDelays = 7;
    private const int PeriodsOfLongDelays = 4;

    /// <summary>Refuses modes whose phases follow a delay of one channel against the strongest.</summary>
    public static void Refuse(IReadOnlyList<IdentifiedMode> modes, ModalRecord record)
    {
        IdentifiedMode[] sure = [.. modes.Where(mode => !mode.Harmonic.IsHarmonic && mode.Stability >= StabilityMinimum && mode.FrequencyDomain.Mac >= MacMinimum)];
        var strongest = Enumerable.Range(0, record.Channels.Count).MaxBy(channel => sure.Sum(mode => Complex.Abs(mode.NormalisedShape[channel])));
        for (var channel = 0; channel < record.Channels.Count; channel++)
        {
            IdentifiedMode[] used = [.. sure.Where(mode => Complex.Abs(mode.NormalisedShape[channel]) >= ComponentMinimum && Complex.Abs(mode.NormalisedShape[strongest]) >= ComponentMinimum)];
            if (channel == strongest || used.Length < ModesMinimum)
                continue;
            var (delay, before, after) = BestDelay(used, channel, strongest);
            if (before > AgreementOfSound || after < AgreementMinimum || 360 * Math.Abs(delay) * used[^1].FrequencyHz < PhaseMinimumDegrees)
                continue;
            throw new ModalRefusalException(ModalRefusalKind.NotSynchronous, string.Create(CultureInfo.InvariantCulture, $"{record.Names[channel]} runs {Math.Abs(delay) * 1000:G3} ms {(delay > 0 ? "behind" : "ahead of")} {record.Names[strongest]}: the phases of {used.Length} modes follow that delay. Shapes and damping from channels that are not sampled together would be wrong."));
        }
    }

    /// <summary>The delay in seconds, positive for a channel that is late, at which the phases agree best, with the agreement without and with it (-1 to 1).</summary>
    private static (double DelaySeconds, double Before, double After) BestDelay(IdentifiedMode[] modes, int channel, int strongest)
    {
        var step = 1 / (StepsPerPeriod * modes[^1].FrequencyHz);
        var reach = StepsPerPeriod * (modes.Length >= ModesForLongDelays ? PeriodsOfLongDelays : 1);
        var before = Agreement(modes, channel, strongest, 0);
        var (best, delay) = (before, 0.0);
        for (var index = -reach; index <= reach; index++)
        {
            var agreement = Agreement(modes, channel, strongest, index * step);
            if (agreement > best)
                (best, delay) = (agreement, index * step);
        }

        return (delay, before, best);
    }

    /// <summary>Mean cosine of twice the phase between two channels: 1 where all modes are in phase or in opposition.</summary>
    private static double Agreement(IdentifiedMode[] modes, int channel, int strongest, double delaySeconds) => modes.Average(mode =>
    {
        var product = mode.NormalisedShape[channel] * Complex.Conjugate(mode.NormalisedShape[strongest]);
        return Math.Cos(2 * (product.Phase + (2 * Math.PI * mode.FrequencyHz * delaySeconds)));
    });
}
