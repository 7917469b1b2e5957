namespace EdgeTwin.StructuralHealth.Novelty;

/// <summary>Where a window's conditions lie against those of the commissioning period.</summary>
public enum NoveltyConditions
{
    /// <summary>Inside the range of every covariate, or within a tenth of its width.</summary>
    Inside,

    /// <summary>Up to half a width outside: the score rests on an extrapolated line.</summary>
    Extrapolated,

    /// <summary>Further outside: nothing is known of what is normal there, so nothing is said.</summary>
    Outside,

    /// <summary>A covariate is missing.</summary>
    Unknown,
}

/// <summary>How unusual a window is.</summary>
/// <param name="Score">Squared Mahalanobis distance of the available features.</param>
/// <param name="Threshold">Threshold for that many features.</param>
/// <param name="FeaturesUsed">Number of available features.</param>
/// <param name="Conditions">Inside or extrapolated.</param>
public readonly record struct NoveltyScore(double Score, double Threshold, int FeaturesUsed, NoveltyConditions Conditions)
{
    /// <summary>Score divided by threshold: above 1 is unusual.</summary>
    public double Index => Score / Threshold;
}
