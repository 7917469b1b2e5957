namespace EdgeTwin.StructuralHealth.Beams;

/// <summary>What a change does to the frequency of a mode.</summary>
/// <param name="Number">1 for the lowest.</param>
/// <param name="BeforeHz">Without the change.</param>
/// <param name="AfterHz">With it.</param>
public readonly record struct FrequencyChange(int Number, double BeforeHz, double AfterHz)
{
    /// <summary>Change as a share of the frequency before.</summary>
    public double Relative => (AfterHz / BeforeHz) - 1;
}

/// <summary>What-if questions to a beam model.</summary>
public static class BeamQuestions
{
    /// <summary>The beam after a part of it has lost bending stiffness.</summary>
    /// <param name="beam">The beam.</param>
    /// <param name="fromM">Where the part begins.</param>
    /// <param name="toM">Where it ends.</param>
    /// <param name="loss">Share of the stiffness that is lost, 0 or more and below 1.</param>
    /// <exception cref="ArgumentException">The part is not on the beam, or the loss out of range.</exception>
    public static BeamModel Weakened(BeamModel beam, double fromM, double toM, double loss)
    {
        ArgumentNullException.ThrowIfNull(beam);
        if (!(fromM >= 0 && toM > fromM && toM <= beam.LengthM))
            throw new ArgumentException($"The part from {fromM} m to {toM} m is not on the beam of {beam.LengthM} m.", nameof(fromM));
        if (!(loss is >= 0 and < 1))
            throw new ArgumentException($"The loss must be 0 or more and below 1; it is {loss}.", nameof(loss));
        var segments = new List<BeamSegment>();
        foreach (var segment in beam.Segments)
        {
            double[] cuts = [segment.FromM, Math.Clamp(fromM, segment.FromM, segment.ToM), Math.Clamp(toM, segment.FromM, segment.ToM), segment.ToM];
            for (var part = 0; part < 3; part++)
            {
                if (cuts[part + 1] > cuts[part])
                    segments.Add(new BeamSegment(cuts[part], cuts[part + 1], segment.BendingStiffnessNm2 * (part == 1 ? 1 - loss : 1)));
            }
        }

        return new BeamModel(beam.MassKgPerM, segments, beam.ElementCount, beam.Supports);
    }

    /// <summary>How the frequencies differ between two states of a beam.</summary>
    /// <param name="before">The beam before.</param>
    /// <param name="after">The beam after.</param>
    /// <param name="modeCount">Modes to compare, in the order of frequency.</param>
    public static IReadOnlyList<FrequencyChange> Compare(BeamModel before, BeamModel after, int modeCount)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return [.. before.Modes(modeCount).Zip(after.Modes(modeCount)).Select((pair, i) => new FrequencyChange(i + 1, pair.First.FrequencyHz, pair.Second.FrequencyHz))];
    }

    /// <summary>Change of every reaction when the ground under one support goes down, N upwards; they add up to 0.</summary>
    /// <param name="beam">The beam.</param>
    /// <param name="support">Index into <see cref="BeamModel.Supports"/>.</param>
    /// <param name="settlementM">Downwards.</param>
    public static IReadOnlyList<double> ReactionsOfSettlement(BeamModel beam, int support, double settlementM)
    {
        ArgumentNullException.ThrowIfNull(beam);
        ArgumentOutOfRangeException.ThrowIfNegative(support);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(support, beam.Supports.Count);
        var settlements = new double[beam.Supports.Count];
        settlements[support] = settlementM;
        return new BeamStatics(beam, new BeamLoading { SettlementsM = settlements }).ReactionsN;
    }
}
