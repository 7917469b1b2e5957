namespace EdgeTwin.StructuralHealth.Normalisation;

/// <summary>How a condition enters the regression.</summary>
public enum EnvironmentTransform
{
    /// <summary>As it is: temperatures, humidity.</summary>
    Identity,

    /// <summary>Natural logarithm: excitation levels, which act by their ratio. Values that are not positive are missing.</summary>
    Logarithm,
}

/// <summary>How a slope may change.</summary>
public enum EnvironmentKink
{
    /// <summary>A straight line.</summary>
    None,

    /// <summary>Another slope below <see cref="EnvironmentTerm.KinkAt"/>.</summary>
    Given,

    /// <summary>Another slope below a position that is searched for, where the data show one.</summary>
    Found,
}

/// <summary>One condition that explains part of a feature: temperature, excitation level, humidity.</summary>
/// <param name="Id">Its name.</param>
public sealed record EnvironmentTerm(string Id)
{
    /// <summary>How it enters.</summary>
    public EnvironmentTransform Transform { get; init; }

    /// <summary>Whether its slope may change.</summary>
    public EnvironmentKink Kink { get; init; }

    /// <summary>Position of a given kink, in the unit of the values (before the transform). Freezing is 0 degC: below it wet asphalt and ballast
    /// stiffen (B. Peeters, G. De Roeck, Earthq. Eng. Struct. Dyn. 30, 2001, bridge Z24).</summary>
    public double KinkAt { get; init; }

    /// <summary>Rows by which further copies of the condition lag behind, each 1 or more: a structure is as warm as the air was hours ago.</summary>
    public IReadOnlyList<int> LagRows { get; init; } = [];

    internal double Apply(double value) => Transform == EnvironmentTransform.Logarithm
        ? value > 0 && double.IsFinite(value) ? Math.Log(value) : double.NaN
        : double.IsFinite(value) ? value : double.NaN;

    internal double Invert(double value) => Transform == EnvironmentTransform.Logarithm ? Math.Exp(value) : value;
}
