namespace EdgeTwin.StructuralHealth.Faults;

/// <summary>A fault of one channel and the time in which it was seen.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Channel">Channel from 0.</param>
/// <param name="FirstSample">First sample of the fault, as finely as it was looked for.</param>
/// <param name="EndSample">Sample after the last one.</param>
/// <param name="Measured">Figure that led to the finding; what it is follows from the kind.</param>
/// <param name="Limit">What it was held against.</param>
/// <param name="Certainty">How sure the finding is.</param>
public sealed record SensorFault(
    SensorFaultKind Kind, int Channel, int FirstSample, int EndSample, double Measured, double Limit, FaultCertainty Certainty)
{
    /// <summary>The other channel of an exchange; for an unexplained fault the channels that may be at fault as well; otherwise empty.</summary>
    public IReadOnlyList<int> Others { get; init; } = [];

    /// <summary>What a person should do about it, one sentence.</summary>
    public string Action => Kind switch
    {
        SensorFaultKind.Dropout => "Check the cable and the connector for a loose contact, and the recorder for lost data; leave the gap out.",
        SensorFaultKind.Absent => "Check that the sensor has power and that its cable is plugged in.",
        SensorFaultKind.Stuck => "Power-cycle the sensor; check the sensor side of the cable. Do not use the channel in this time.",
        SensorFaultKind.Clipped => "Use a larger range, or find what drives the sensor to its end; peaks and spectra of this time are too small.",
        SensorFaultKind.Spikes => "Check shield, ground and plugs; keep the samples out of peaks and cycle counts.",
        SensorFaultKind.Outliers => "Look for people, tools or water in front of the sensor, and for a loose plug; take the samples out.",
        SensorFaultKind.Implausible => "Check that a sensor is connected and that its range and unit are set as fitted.",
        SensorFaultKind.ZeroSamples => "The recorder writes zeros where it has no measurement (at its start, behind a gap): take the samples out.",
        SensorFaultKind.Noise => "Check shield and ground of the cable, and the supply; look for machines or radios nearby.",
        SensorFaultKind.NoiseGain => "Check fastening, shield and ground of this sensor: it moves as none of its neighbours does.",
        SensorFaultKind.NoiseLoss => "Check that the sensor is still fastened to the structure and not loose in its housing.",
        SensorFaultKind.GainError => "Check range, amplifier and calibration factor of this channel.",
        SensorFaultKind.BiasStep => "Check whether the sensor was moved, exchanged or zeroed anew at this time.",
        SensorFaultKind.Drift => "Check the sensor for moisture, a loosening glue or a dying supply; compare with a second measurement.",
        SensorFaultKind.SwappedPolarity => "Check the direction in which the sensor is mounted, or exchange its signal wires; until then turn the sign.",
        SensorFaultKind.SwappedChannels => "Check which cable is in which input; until then exchange the two channels.",
        SensorFaultKind.RateError => "Check the clock and the rate setting of the recorder.",
        _ => "Look at this channel beside its neighbours before any result is taken from it.",
    };
}
