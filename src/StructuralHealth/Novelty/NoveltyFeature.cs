namespace EdgeTwin.StructuralHealth.Novelty;

/// <summary>How a feature or covariate enters the linear model.</summary>
public enum FeatureTransform
{
    /// <summary>As it is: frequencies, temperatures, shares.</summary>
    Identity,

    /// <summary>Natural logarithm: quantities that scale with traffic (strain range, RMS), which a power law of the excitation
    /// describes and whose scatter is proportional to their size. Values that are not positive count as missing.</summary>
    Logarithm,
}

/// <summary>One column of the baseline.</summary>
/// <param name="Id">Identifier of the feature.</param>
/// <param name="Transform">How it enters the model.</param>
public sealed record NoveltyFeature(string Id, FeatureTransform Transform);

/// <summary>One environmental or operational condition that explains part of the features.</summary>
/// <param name="Id">For example <c>temperature</c>.</param>
/// <param name="Unit">Unit of the value that is passed in, before any transform.</param>
/// <param name="Transform">How it enters the model.</param>
/// <param name="Knot">Value (after the transform) at which the slope may change, for example 0 degC, below which wet asphalt and
/// ballast stiffen (Peeters and De Roeck 2001, bridge Z24); <see langword="null"/> for a straight line.</param>
public sealed record NoveltyCovariate(string Id, string Unit, FeatureTransform Transform, double? Knot = null);

internal static class FeatureTransformExtensions
{
    public static double Apply(this FeatureTransform transform, double value) => transform switch
    {
        FeatureTransform.Logarithm => value > 0 && double.IsFinite(value) ? Math.Log(value) : double.NaN,
        _ => double.IsFinite(value) ? value : double.NaN,
    };

    public static double Invert(this FeatureTransform transform, double value) =>
        transform == FeatureTransform.Logarithm ? Math.Exp(value) : value;
}
