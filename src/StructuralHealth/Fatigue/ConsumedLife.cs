namespace EdgeTwin.StructuralHealth.Fatigue;

/// <summary>Consumed life of one detail over the counted time. Damage is Miner's sum; 1 is the end of the life in the sense of each line.</summary>
/// <param name="DesignDamage">With the partial factors: the figure of the standard.</param>
/// <param name="CharacteristicDamage">Without partial factors, on the standard's curve (95 % survival).</param>
/// <param name="MedianDamage">Best estimate: median of what the damage is, on the median curve.</param>
/// <param name="LowDamage">5 % quantile of the damage.</param>
/// <param name="HighDamage">95 % quantile of the damage.</param>
/// <param name="LargestRangeMPa">Largest stress range, without partial factors.</param>
/// <param name="IsBelowConstantAmplitudeLimit">Whether every design stress range lies below the constant amplitude limit.</param>
/// <param name="Shares">Where the uncertainty comes from; the squares add up to about the square of the whole.</param>
public sealed record ConsumedLife(
    double DesignDamage,
    double CharacteristicDamage,
    double MedianDamage,
    double LowDamage,
    double HighDamage,
    double LargestRangeMPa,
    bool IsBelowConstantAmplitudeLimit,
    IReadOnlyList<UncertaintyShare> Shares);
