namespace EdgeTwin.StructuralHealth.Beams;

/// <summary>A constant force that rolls along a beam.</summary>
/// <param name="ForceN">Downwards.</param>
/// <param name="BehindFirstM">Distance behind the front of the vehicle, 0 or more.</param>
public readonly record struct MovingLoad(double ForceN, double BehindFirstM);

/// <summary>How a crossing is computed.</summary>
public sealed record MovingLoadOptions
{
    /// <summary>Speed, m/s, above 0.</summary>
    public required double SpeedMps { get; init; }

    /// <summary>Results per second, above 0.</summary>
    public required double SampleRateHz { get; init; }

    /// <summary>Modes that are superposed, at least 1.</summary>
    public int ModeCount { get; init; } = 8;

    /// <summary>Damping of every mode as a share of critical damping, 0 or more and below 1.</summary>
    public double DampingRatio { get; init; }

    /// <summary>Seconds after the last load has left, 0 or more.</summary>
    public double FreeSeconds { get; init; }
}

/// <summary>Response of one point of a beam to a crossing; the first sample is the moment at which the front is at the left end.</summary>
/// <param name="PositionM">The point.</param>
/// <param name="DeflectionM">Downwards, from the modes.</param>
/// <param name="AccelerationMps2">Downwards, from the modes.</param>
/// <param name="MomentNm">Sagging: the static moment of the loads plus what the modes add to it (mode acceleration), so that its peak under a load is sharp with few modes.</param>
public sealed record CrossingResponse(double PositionM, double[] DeflectionM, double[] AccelerationMps2, double[] MomentNm);

/// <summary>
/// Constant forces at constant speed over a beam by modal superposition. Between the times at which a load passes a node of the mesh the
/// modal force is a cubic of time, for which the equation of motion is solved exactly: the sample rate decides where results are given, not
/// how good they are. Source: L. Frýba, Vibration of Solids and Structures under Moving Loads, 3rd ed., chapters 1 and 6;
/// A. K. Chopra, Dynamics of Structures, section 12.
/// </summary>
public static class MovingLoads
{
    private const int SamplesMax = 20_000_000;

    /// <summary>Computes a crossing, from rest.</summary>
    /// <param name="beam">The beam.</param>
    /// <param name="loads">The vehicle's axles, at least one.</param>
    /// <param name="pointsM">Where the response is wanted, on the beam.</param>
    /// <param name="options">Speed and modes.</param>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public static IReadOnlyList<CrossingResponse> Cross(
        BeamModel beam, IReadOnlyList<MovingLoad> loads, IReadOnlyList<double> pointsM, MovingLoadOptions options)
    {
        ArgumentNullException.ThrowIfNull(beam);
        ArgumentNullException.ThrowIfNull(loads);
        ArgumentNullException.ThrowIfNull(pointsM);
        ArgumentNullException.ThrowIfNull(options);
        Check(beam, loads, pointsM, options);
        var seconds = ((beam.LengthM + loads.Max(l => l.BehindFirstM)) / options.SpeedMps) + options.FreeSeconds;
        var count = (long)Math.Floor((seconds * options.SampleRateHz) + 1e-9) + 1;
        if (count * pointsM.Count > SamplesMax)
            throw new ArgumentException($"The crossing has {count} samples at {pointsM.Count} points; at most {SamplesMax} values are computed.", nameof(options));
        var responses = pointsM.Select(p => new CrossingResponse(p, new double[count], new double[count], new double[count])).ToArray();
        AddStaticMoments(beam, loads, responses, options);
        foreach (var mode in beam.Modes(options.ModeCount))
            AddMode(beam, mode, loads, responses, options);
        return responses;
    }

    private static void Check(BeamModel beam, IReadOnlyList<MovingLoad> loads, IReadOnlyList<double> pointsM, MovingLoadOptions options)
    {
        BeamChecks.RequirePositive(options.SpeedMps, "The speed", nameof(options));
        BeamChecks.RequirePositive(options.SampleRateHz, "The sample rate", nameof(options));
        if (!(options.DampingRatio is >= 0 and < 1))
            throw new ArgumentException($"The damping ratio must be 0 or more and below 1; it is {options.DampingRatio}.", nameof(options));
        if (!(options.FreeSeconds >= 0) || double.IsInfinity(options.FreeSeconds))
            throw new ArgumentException($"The seconds after the crossing must be 0 or more; they are {options.FreeSeconds}.", nameof(options));
        if (loads.Count == 0 || loads.Any(l => !double.IsFinite(l.ForceN) || !(l.BehindFirstM >= 0) || double.IsInfinity(l.BehindFirstM)))
            throw new ArgumentException("A crossing has at least one load, each with a force and a distance of 0 or more behind the front.", nameof(loads));
        foreach (var point in pointsM)
        {
            if (!(point >= 0 && point <= beam.LengthM))
                throw new ArgumentException($"The point at {point} m is not on the beam of {beam.LengthM} m.", nameof(pointsM));
        }
    }

    private static void AddStaticMoments(BeamModel beam, IReadOnlyList<MovingLoad> loads, CrossingResponse[] responses, MovingLoadOptions options)
    {
        foreach (var response in responses)
        {
            var line = InfluenceLine.OfMoment(beam, response.PositionM);
            for (var sample = 0; sample < response.MomentNm.Length; sample++)
            {
                foreach (var load in loads)
                    response.MomentNm[sample] += load.ForceN * line.Ordinate((options.SpeedMps * sample / options.SampleRateHz) - load.BehindFirstM);
            }
        }
    }

    private static void AddMode(BeamModel beam, BeamMode mode, IReadOnlyList<MovingLoad> loads, CrossingResponse[] responses, MovingLoadOptions options)
    {
        var motion = new ModalCrossing(beam.Matrices.Mesh, mode, loads, options);
        var angularSquared = Math.Pow(2 * Math.PI * mode.FrequencyHz, 2);
        var shapes = responses.Select(r => mode.Shape(r.PositionM)).ToArray();
        var moments = responses.Select(r => mode.Curvature(r.PositionM) * beam.BendingStiffness(r.PositionM)).ToArray();
        var count = responses[0].DeflectionM.Length;
        for (var sample = 0; sample < count; sample++)
        {
            var (position, acceleration, force) = motion.Advance(sample / options.SampleRateHz);
            var dynamic = position - (force / angularSquared);
            for (var point = 0; point < responses.Length; point++)
            {
                responses[point].DeflectionM[sample] += shapes[point] * position;
                responses[point].AccelerationMps2[sample] += shapes[point] * acceleration;
                responses[point].MomentNm[sample] += moments[point] * dynamic;
            }
        }
    }
}
