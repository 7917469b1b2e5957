using System.Globalization;

namespace EdgeTwin.StructuralHealth.Faults;

/// <summary>Finding on one channel in one window.</summary>
/// <param name="Kind">What is wrong; <see cref="ChannelFaultKind.None"/> when nothing is.</param>
/// <param name="Measured">The figure that led to the finding (its meaning depends on the kind, see <see cref="Describe"/>); NaN without a fault.</param>
/// <param name="Limit">What it was held against; NaN without a fault.</param>
/// <param name="Completeness">Valid samples over expected samples.</param>
public readonly record struct ChannelFaultResult(ChannelFaultKind Kind, double Measured, double Limit, double Completeness)
{
    /// <summary>Whether the channel cannot be trusted in this window.</summary>
    public bool IsFault => Kind != ChannelFaultKind.None;

    /// <summary>Machine word: <c>absent</c>, <c>incomplete</c>, <c>stuck</c>, <c>clipped</c>, <c>spikes</c>, <c>implausible</c>, <c>noise</c>; empty without a fault.</summary>
    public string Reason => Kind switch
    {
        ChannelFaultKind.Absent => "absent",
        ChannelFaultKind.Incomplete => "incomplete",
        ChannelFaultKind.Stuck => "stuck",
        ChannelFaultKind.Clipped => "clipped",
        ChannelFaultKind.Spikes => "spikes",
        ChannelFaultKind.Implausible => "implausible",
        ChannelFaultKind.Noise => "noise",
        _ => "",
    };

    /// <summary>One sentence for a technician: what was seen and what to look at. Allocates; call it when a fault is reported.</summary>
    /// <param name="unit">Unit of the channel.</param>
    public string Describe(string unit) => Kind switch
    {
        ChannelFaultKind.Absent =>
            "No samples arrive. Check that the sensor has power and that its cable is plugged in at both ends.",
        ChannelFaultKind.Incomplete => string.Create(CultureInfo.InvariantCulture,
            $"Only {Measured:0.#} % of the samples arrived ({Limit:0.#} % are needed). Check the data lines for a loose contact and the bus for errors."),
        ChannelFaultKind.Stuck => string.Create(CultureInfo.InvariantCulture,
            $"The value no longer moves ({Measured:G4} against {Limit:G4} that this channel allows). The chip hangs or its input is disconnected: check the sensor side of the cable, then power-cycle the sensor."),
        ChannelFaultKind.Clipped => string.Create(CultureInfo.InvariantCulture,
            $"{Measured:0} samples lie at the end of the measuring range ({Limit:G4} {unit}); the true values are larger. Choose a larger range, or check the input for a broken wire."),
        ChannelFaultKind.Spikes => string.Create(CultureInfo.InvariantCulture,
            $"Isolated jumps of up to {Measured:G4} {unit} ({Limit:G4} is the most that can be real). Check the shield, the ground and the connectors of the cable."),
        ChannelFaultKind.Implausible => string.Create(CultureInfo.InvariantCulture,
            $"The value {Measured:G6} {unit} is impossible here (limit {Limit:G6}). Check the wiring, the sensor kind and the calibration in the station file."),
        ChannelFaultKind.Noise => string.Create(CultureInfo.InvariantCulture,
            $"The channel delivers noise instead of a signal ({Measured:G4} {unit} against {Limit:G4}). Check the clock and data lines, the shield and the ground."),
        _ => "",
    };
}
