namespace EdgeTwin.StructuralHealth.Traffic;

/// <summary>How vehicles are found with two gauges along one lane. Strain is in um/m, positive where a vehicle over the gauge stretches it.</summary>
public sealed record TrafficOptions
{
    /// <summary>Distance from the first to the second gauge along the lane in m; 0.2 to 100. NaN (default): not known, then there is a direction but no speed.</summary>
    public double GaugeDistanceM { get; init; } = double.NaN;

    /// <summary>Window of the running median that is taken for the strain without traffic; 60 s (default), 4 to 3600. Vehicles must take less than half of it.</summary>
    public double BaselineSeconds { get; init; } = 60;

    /// <summary>Least strain of a vehicle above the baseline; 2 um/m (default), 0.01 to 1000.</summary>
    public double TriggerMicrostrain { get; init; } = 2;

    /// <summary>Least strain of a vehicle in multiples of the noise of tenths of a second; 6 (default), 3 to 100. The larger of both triggers holds.</summary>
    public double TriggerFactor { get; init; } = 6;

    /// <summary>Longest time for which a vehicle may load one gauge; longer is a standing load or a shift. 20 s (default), 0.1 to half of <see cref="BaselineSeconds"/>.</summary>
    public double MaximumPulseSeconds { get; init; } = 20;

    /// <summary>Longest time from one gauge to the other where the distance is not known; 20 s (default), 0.05 to 600.</summary>
    public double MaximumLagSeconds { get; init; } = 20;

    /// <summary>Lowest plausible speed; 1 m/s (default), 0.1 to 50.</summary>
    public double MinimumSpeedMps { get; init; } = 1;

    /// <summary>Highest plausible speed; 50 m/s (default), 1 to 150.</summary>
    public double MaximumSpeedMps { get; init; } = 50;

    /// <summary>
    /// Width over which the strain is smoothed to tell axles apart, as the standard deviation of a bell; 0.4 m (default), 0.05 to 2.
    /// Axles nearer than about 2.2 times this are seen as one.
    /// </summary>
    public double AxleResolutionM { get; init; } = 0.4;

    /// <summary>Least axle, as a share of the heaviest of the vehicle; 0.15 (default), 0.02 to 0.9.</summary>
    public double MinimumAxleShare { get; init; } = 0.15;

    /// <summary>Longest distance of two axles of one vehicle; 11 m (default), 2 to 40. A longer one parts two vehicles.</summary>
    public double MaximumAxleSpacingM { get; init; } = 11;

    internal bool HasDistance => !double.IsNaN(GaugeDistanceM);

    internal double LongestLagSeconds => HasDistance ? 1.2 * GaugeDistanceM / MinimumSpeedMps : MaximumLagSeconds;

    internal void Validate()
    {
        if (HasDistance)
            Require(GaugeDistanceM, 0.2, 100, nameof(GaugeDistanceM));
        Require(BaselineSeconds, 4, 3600, nameof(BaselineSeconds));
        Require(TriggerMicrostrain, 0.01, 1000, nameof(TriggerMicrostrain));
        Require(TriggerFactor, 3, 100, nameof(TriggerFactor));
        Require(MaximumPulseSeconds, 0.1, 0.5 * BaselineSeconds, nameof(MaximumPulseSeconds));
        Require(MaximumLagSeconds, 0.05, 600, nameof(MaximumLagSeconds));
        Require(MinimumSpeedMps, 0.1, 50, nameof(MinimumSpeedMps));
        Require(MaximumSpeedMps, 1, 150, nameof(MaximumSpeedMps));
        Require(MaximumSpeedMps, MinimumSpeedMps, 150, nameof(MaximumSpeedMps));
        Require(AxleResolutionM, 0.05, 2, nameof(AxleResolutionM));
        Require(MinimumAxleShare, 0.02, 0.9, nameof(MinimumAxleShare));
        Require(MaximumAxleSpacingM, 2, 40, nameof(MaximumAxleSpacingM));
    }

    private static void Require(double value, double least, double most, string name)
    {
        if (!(value >= least && value <= most))
            throw new ArgumentException($"{name} must lie between {least} and {most}; it is {value}.", name);
    }
}
