namespace EdgeTwin.StructuralHealth.Faults;

/// <summary>What is wrong with a channel of a recording.</summary>
public enum SensorFaultKind
{
    /// <summary>Samples are missing.</summary>
    Dropout,

    /// <summary>Next to nothing arrived.</summary>
    Absent,

    /// <summary>The value does not move.</summary>
    Stuck,

    /// <summary>The value stays at the end of the range.</summary>
    Clipped,

    /// <summary>Lone samples that no structure produces.</summary>
    Spikes,

    /// <summary>Excursions of a slow quantity that it cannot make.</summary>
    Outliers,

    /// <summary>Values that the quantity cannot have.</summary>
    Implausible,

    /// <summary>Zeros in place of measurements.</summary>
    ZeroSamples,

    /// <summary>Noise where a signal should be.</summary>
    Noise,

    /// <summary>More noise than the other channels explain.</summary>
    NoiseGain,

    /// <summary>Less signal than the other channels demand.</summary>
    NoiseLoss,

    /// <summary>A changed sensitivity.</summary>
    GainError,

    /// <summary>A level that jumped.</summary>
    BiasStep,

    /// <summary>A level that wanders away.</summary>
    Drift,

    /// <summary>The sign is turned.</summary>
    SwappedPolarity,

    /// <summary>Two channels are exchanged.</summary>
    SwappedChannels,

    /// <summary>Samples arrive faster or slower than stated.</summary>
    RateError,

    /// <summary>Something is wrong that none of the known faults explains.</summary>
    Unexplained,
}
