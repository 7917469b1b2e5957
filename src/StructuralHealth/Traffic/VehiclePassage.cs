namespace EdgeTwin.StructuralHealth.Traffic;

/// <summary>One passage over the gauges. What is not known is NaN or empty, and <see cref="Refusal"/> says why.</summary>
public sealed record VehiclePassage
{
    /// <summary>When the first of the gauges was loaded, in seconds from the first sample.</summary>
    public required double StartSeconds { get; init; }

    /// <summary>When the last of the gauges was free again, in seconds from the first sample.</summary>
    public required double EndSeconds { get; init; }

    /// <summary>Largest strain above the baseline at the first gauge, in um/m; NaN if it was not loaded.</summary>
    public double FirstPeakMicrostrain { get; init; } = double.NaN;

    /// <summary>Largest strain above the baseline at the second gauge, in um/m; NaN if it was not loaded.</summary>
    public double SecondPeakMicrostrain { get; init; } = double.NaN;

    /// <summary>Which way it went.</summary>
    public TrafficDirection Direction { get; init; }

    /// <summary>Time from the first gauge to the second in s, negative for the other direction.</summary>
    public double LagSeconds { get; init; } = double.NaN;

    /// <summary>Speed in m/s, always positive.</summary>
    public double SpeedMps { get; init; } = double.NaN;

    /// <summary>Standard uncertainty of the speed in m/s from the times of the axles; that of the distance of the gauges comes on top.</summary>
    public double SpeedUncertaintyMps { get; init; } = double.NaN;

    /// <summary>When each axle was over the first gauge, in seconds from the first sample, in the order of the axles.</summary>
    public IReadOnlyList<double> FirstAxleSeconds { get; init; } = [];

    /// <summary>When each axle was over the second gauge.</summary>
    public IReadOnlyList<double> SecondAxleSeconds { get; init; } = [];

    /// <summary>Distances of neighbouring axles in m, front first.</summary>
    public IReadOnlyList<double> AxleSpacingsM { get; init; } = [];

    /// <summary>Standard uncertainty of one spacing in m, that of the speed included.</summary>
    public double SpacingUncertaintyM { get; init; } = double.NaN;

    /// <summary>
    /// The heaviest axle, as a share of the heaviest of the vehicle, that may have gone unseen in the noise. An axle may also be hidden, in part, while another enters or leaves the bridge.
    /// </summary>
    public double HiddenAxleShare { get; init; } = double.NaN;

    /// <summary>
    /// Strain above the baseline times the way, summed over the passage and the gauges, in um/m m: for one structure and one lane proportional to the gross weight, but no weight without calibration.
    /// </summary>
    public double StrainAreaMicrostrainM { get; init; } = double.NaN;

    /// <summary>What was refused.</summary>
    public TrafficRefusal Refusal { get; init; }

    /// <summary>Whether the vehicle is known well enough to be weighed.</summary>
    public bool IsResolved => Refusal == TrafficRefusal.None && AxleSpacingsM.Count > 0;
}
