namespace EdgeTwin.SensorDrivers.Simulation;

/// <summary>
/// The clock of a simulated chip that samples by itself: off nominal by an error that grows with time, integrated exactly, so that the
/// time of every sample is known. The error stops at <see cref="ErrorMax"/>.
/// </summary>
internal readonly struct SimulatedSampleClock
{
    private const double ErrorMax = 0.05;
    private const double PpmPerMinute = 1e-6 / 60e9;

    private readonly double _nominalIntervalNs;
    private readonly double _startError;
    private readonly double _driftPerNs;
    private readonly double _driftEndsNs;

    /// <param name="options">Error and drift.</param>
    /// <param name="rateHz">Nominal rate.</param>
    /// <param name="startNs">When sampling starts, on the simulation's monotonic clock, from which the drift counts.</param>
    public SimulatedSampleClock(SimulationOptions options, double rateHz, long startNs)
    {
        _nominalIntervalNs = 1e9 / rateHz;
        _driftPerNs = options.ClockDriftPpmPerMinute * PpmPerMinute;
        _startError = Math.Clamp(options.ClockErrorPpm * 1e-6 + _driftPerNs * startNs, -ErrorMax, ErrorMax);
        _driftEndsNs = _driftPerNs == 0 ? double.PositiveInfinity : (Math.CopySign(ErrorMax, _driftPerNs) - _startError) / _driftPerNs;
    }

    /// <summary>Samples taken so long after the start; the first comes an interval after it.</summary>
    public long SamplesAt(double elapsedNs) => (long)(ChipTimeAt(elapsedNs) / _nominalIntervalNs);

    /// <summary>How long after the start as many samples are there.</summary>
    public double TimeOf(long samples)
    {
        var chipNs = samples * _nominalIntervalNs;
        var atEnd = double.IsInfinity(_driftEndsNs) ? double.PositiveInfinity : ChipTimeAt(_driftEndsNs);
        if (chipNs > atEnd)
            return _driftEndsNs + (chipNs - atEnd) / (1 + Math.CopySign(ErrorMax, _driftPerNs));
        var rate = 1 + _startError;
        return 2 * chipNs / (rate + Math.Sqrt(rate * rate + 2 * _driftPerNs * chipNs));
    }

    private double ChipTimeAt(double elapsedNs)
    {
        var driftingNs = Math.Min(elapsedNs, _driftEndsNs);
        var chipNs = (1 + _startError + _driftPerNs * driftingNs / 2) * driftingNs;
        return elapsedNs > driftingNs ? chipNs + (elapsedNs - driftingNs) * (1 + Math.CopySign(ErrorMax, _driftPerNs)) : chipNs;
    }
}
