using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.StructuralHealth.Novelty;

namespace EdgeTwin.EdgeAgent.Models.Baseline;

/// <summary>Where the columns of a baseline lie in the frames of this station.</summary>
internal sealed class BaselineColumns
{
    public const string Temperature = "temperature";
    public const string Excitation = "excitation";

    /// <summary>Temperature bends at 0 degC, where wet asphalt and soil freeze; excitation acts as a power law.</summary>
    public static readonly IReadOnlyList<NoveltyCovariate> AllCovariates =
    [
        new(Temperature, "degC", FeatureTransform.Identity, Knot: 0),
        new(Excitation, "m/s2", FeatureTransform.Logarithm),
    ];

    private readonly double _minimumCompleteness;
    private readonly string[] _covariates;

    public BaselineColumns(IReadOnlyList<FeatureDefinition> features, IEnumerable<NoveltyCovariate> covariates, double minimumCompleteness)
    {
        Features = features;
        _covariates = [.. covariates.Select(c => c.Id)];
        _minimumCompleteness = minimumCompleteness;
    }

    public IReadOnlyList<FeatureDefinition> Features { get; }

    public int CovariateCount => _covariates.Length;

    /// <summary>The columns of a fitted baseline; <see langword="null"/> when this station no longer has one of them.</summary>
    public static BaselineColumns? Of(NoveltyParameters parameters, IReadOnlyList<string> units, IReadOnlyList<FeatureDefinition> definitions, double minimumCompleteness)
    {
        var features = new List<FeatureDefinition>();
        for (var i = 0; i < parameters.Features.Count; i++)
        {
            var definition = definitions.FirstOrDefault(d => d.Id == parameters.Features[i].Id);
            if (definition is null || i >= units.Count || definition.Unit != units[i])
                return null;
            features.Add(definition);
        }

        return parameters.Covariates.All(c => c.Id is Temperature or Excitation)
            ? new BaselineColumns(features, parameters.Covariates, minimumCompleteness)
            : null;
    }

    /// <summary>Takes a window apart. A feature of a faulty channel, or with too few samples, is missing (NaN). Returns how many are there.</summary>
    public int Gather(FeatureFrame frame, Span<double> features, Span<double> covariates)
    {
        var present = 0;
        for (var i = 0; i < features.Length; i++)
        {
            var definition = Features[i];
            var usable = frame.Completeness[definition.Index] >= _minimumCompleteness && !IsFaulty(frame, definition.Source);
            features[i] = usable ? frame.Values[definition.Index] : double.NaN;
            if (double.IsFinite(features[i]))
                present++;
        }

        Conditions(frame.TemperatureC, frame.ExcitationMps2, covariates);
        return present;
    }

    public void Conditions(double temperatureC, double excitationMps2, Span<double> covariates)
    {
        for (var i = 0; i < covariates.Length; i++)
            covariates[i] = _covariates[i] == Temperature ? temperatureC : excitationMps2;
    }

    private static bool IsFaulty(FeatureFrame frame, string source)
    {
        for (var i = 0; i < frame.Faults.Count; i++)
        {
            if (frame.Faults[i].Channel == source)
                return true;
        }

        return false;
    }
}
