using System.CommandLine;
using System.Globalization;
using EdgeTwin.StructuralHealth.Beams;

namespace EdgeTwin.EdgeAgent.Analysis;

/// <summary>The options of <c>edgetwin analyze beam</c>, and what they mean for a beam.</summary>
internal sealed class AnalyzeBeamOptions
{
    private const double SpringPrior = 1;

    public Option<double?> Modes { get; } = AnalysisOptions.Number("--modes", "COUNT", "Modes to print, 1 to 20. Default: 5.", 1, 20);

    public Option<string[]> Influence { get; } = Words("--influence", "LINE", "Influence lines: moment@15, deflection@15 (metres from the left end) or reaction@2 (support, counted from 1).");

    public Option<double?> Step { get; } = AnalysisOptions.Number("--step", "METRES", "Distance of the ordinates of influence lines. Default: a twentieth of the beam.", 1e-3, 1e4);

    public Option<string?> Measured { get; } = new("--measured")
    {
        HelpName = "CSV",
        Description = "Measured modes to update the model with: columns mode, frequency_Hz, and where known deviation_Hz and shape_7.5_m.",
    };

    public Option<string[]> Update { get; } = Words("--update", "WHAT", "What may change: stiffness, segments, mass, springs. Default: stiffness.");

    public Option<double?> Prior { get; } = AnalysisOptions.Number("--prior", "SHARE", "How far stiffness may reasonably be from its design value (standard deviation). Default: 0.3. Mass: a fifth of it. Springs: a factor of 2.7.", 1e-3, 10);

    public Option<string[]> Damage { get; } = Words("--damage", "FROM:TO:LOSS", "What if the part from FROM to TO metres lost this share of its stiffness, for example 10:15:0.2.");

    public Option<string[]> Settlement { get; } = Words("--settlement", "SUPPORT:METRES", "What if a support (counted from 1) went down, for example 2:0.01.");

    public IReadOnlyList<Option> All => [Modes, Influence, Step, Measured, Update, Prior, Damage, Settlement];

    public static (string Title, InfluenceLine Line) LineOf(BeamModel beam, string text)
    {
        var parts = text.Split('@');
        var place = parts.Length == 2 ? Number(parts[1], text, "--influence", "moment@15, deflection@15 or reaction@2") : 0;
        try
        {
            return parts[0] switch
            {
                "moment" => ($"{text} N m/N", InfluenceLine.OfMoment(beam, place)),
                "deflection" => ($"{text} m/N", InfluenceLine.OfDeflection(beam, place)),
                "reaction" => ($"{text} N/N", InfluenceLine.OfReaction(beam, (int)place - 1)),
                _ => throw new AnalysisException($"--influence {text}: write moment@15, deflection@15 or reaction@2."),
            };
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new AnalysisException($"--influence {text}: it is not on the beam, 0 to {beam.LengthM.ToString(CultureInfo.InvariantCulture)} m with {beam.Supports.Count} supports.");
        }
    }

    public static (double FromM, double ToM, double Loss) DamageOf(string text)
    {
        var parts = text.Split(':');
        if (parts.Length != 3)
            throw new AnalysisException($"--damage {text}: write FROM:TO:LOSS, for example 10:15:0.2.");
        var numbers = Array.ConvertAll(parts, part => Number(part, text, "--damage", "FROM:TO:LOSS, for example 10:15:0.2"));
        return (numbers[0], numbers[1], numbers[2]);
    }

    public static (int Support, double SettlementM) SettlementOf(BeamModel beam, string text)
    {
        var parts = text.Split(':');
        if (parts.Length != 2)
            throw new AnalysisException($"--settlement {text}: write SUPPORT:METRES, for example 2:0.01.");
        var numbers = Array.ConvertAll(parts, part => Number(part, text, "--settlement", "SUPPORT:METRES, for example 2:0.01"));
        return numbers[0] >= 1 && numbers[0] <= beam.Supports.Count && numbers[0] % 1 == 0
            ? ((int)numbers[0] - 1, numbers[1])
            : throw new AnalysisException($"--settlement {text}: the beam has supports 1 to {beam.Supports.Count}.");
    }

    public static IReadOnlyList<BeamParameter> ParametersOf(BeamModel beam, IReadOnlyList<string> words, double prior)
    {
        var parameters = new List<BeamParameter>();
        foreach (var word in words.Count == 0 ? ["stiffness"] : words)
        {
            parameters.AddRange(word switch
            {
                "stiffness" => [new BeamParameter(BeamQuantity.Stiffness, 0, prior)],
                "mass" => [new BeamParameter(BeamQuantity.Mass, 0, prior / 5)],
                "segments" => beam.Segments.Select((_, i) => new BeamParameter(BeamQuantity.SegmentStiffness, i, prior)),
                "springs" => Springs(beam),
                _ => throw new AnalysisException($"--update {word}: write stiffness, segments, mass or springs."),
            });
        }

        return parameters.Count > 0 ? parameters : throw new AnalysisException("--update springs: no support of the beam has a spring with a finite stiffness above 0.");
    }

    private static IEnumerable<BeamParameter> Springs(BeamModel beam)
    {
        for (var i = 0; i < beam.Supports.Count; i++)
        {
            if (beam.Supports[i].DeflectionStiffnessNPerM is > 0 and < double.PositiveInfinity)
                yield return new BeamParameter(BeamQuantity.SupportDeflection, i, SpringPrior);
            if (beam.Supports[i].RotationStiffnessNmPerRad is > 0 and < double.PositiveInfinity)
                yield return new BeamParameter(BeamQuantity.SupportRotation, i, SpringPrior);
        }
    }

    private static double Number(string part, string text, string option, string advice) =>
        double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw new AnalysisException($"{option} {text}: write {advice}.");

    private static Option<string[]> Words(string name, string helpName, string description) => new(name)
    {
        Description = description,
        HelpName = helpName,
        AllowMultipleArgumentsPerToken = true,
        CustomParser = result => [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
        DefaultValueFactory = _ => [],
    };
}
