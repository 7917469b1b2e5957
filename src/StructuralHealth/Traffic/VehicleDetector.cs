namespace EdgeTwin.StructuralHealth.Traffic;

/// <summary>
/// Vehicles from two strain gauges one behind the other along a lane. A pulse over the running median at both gauges is a passage; the axles are the kinks of the strain
/// (<see cref="AxleSharpener"/>), their common lag is the time between the gauges, and both gauges must have seen the same axles: that is what tells two vehicles at once from one.
/// Where the axles cannot be seen only the direction is stated. Two vehicles side by side at one speed look like one: two gauges cannot tell. Source of the scheme: F. Moses, ASCE Transp. Eng. J. 105 (1979), 233-249, and the nothing-on-road systems after it (COST 323, 2002).
/// </summary>
public static class VehicleDetector
{
    private const double UsualErrorM = 0.05;
    private const double FirstWidthShare = 1.0 / 30;

    /// <summary>Finds the passages of a recording, in the order of time.</summary>
    /// <param name="firstMicrostrain">Strain of the first gauge in um/m, any zero; NaN is a missing sample.</param>
    /// <param name="secondMicrostrain">Strain of the second gauge at the same times.</param>
    /// <param name="sampleRateHz">Sample rate, 20 to 100,000.</param>
    /// <param name="options">Limits.</param>
    /// <exception cref="ArgumentException">An option or the rate is out of its range, or the signals differ in length.</exception>
    public static IReadOnlyList<VehiclePassage> Detect(
        ReadOnlySpan<double> firstMicrostrain, ReadOnlySpan<double> secondMicrostrain, double sampleRateHz, TrafficOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (!(sampleRateHz >= 20 && sampleRateHz <= 100_000))
            throw new ArgumentException($"The sample rate must lie between 20 and 100,000 Hz; it is {sampleRateHz}.", nameof(sampleRateHz));
        if (firstMicrostrain.Length != secondMicrostrain.Length)
            throw new ArgumentException($"The gauges have {firstMicrostrain.Length} and {secondMicrostrain.Length} samples; they must be of the same times.", nameof(secondMicrostrain));
        if (firstMicrostrain.IsEmpty)
            return [];
        var first = new GaugeSignal(firstMicrostrain, sampleRateHz, options);
        var second = new GaugeSignal(secondMicrostrain, sampleRateHz, options);
        var passages = new List<VehiclePassage>();
        foreach (var (pulse, partner) in PulsePairs.Of(first.Pulses, second.Pulses, options.LongestLagSeconds * sampleRateHz))
            passages.Add(Judge(first, second, pulse, partner, options));
        return [.. passages.OrderBy(passage => passage.StartSeconds)];
    }

    private static VehiclePassage Judge(GaugeSignal first, GaugeSignal second, GaugePulse? pulse, GaugePulse? partner, TrafficOptions options)
    {
        var rate = first.SampleRateHz;
        var (from, to) = (Math.Min(pulse?.First ?? int.MaxValue, partner?.First ?? int.MaxValue), Math.Max(pulse?.Last ?? 0, partner?.Last ?? 0));
        var passage = new VehiclePassage
        {
            StartSeconds = from / rate,
            EndSeconds = to / rate,
            FirstPeakMicrostrain = pulse?.Peak ?? double.NaN,
            SecondPeakMicrostrain = partner?.Peak ?? double.NaN,
        };
        if (IsLong(pulse, options, rate) || IsLong(partner, options, rate))
            return passage with { Refusal = TrafficRefusal.StandingLoad };
        if (pulse is not { } one || partner is not { } other)
            return passage with { Refusal = TrafficRefusal.OneGaugeOnly };
        if (first.Strain.AsSpan(from, to + 1 - from).ContainsAnyMissing() || second.Strain.AsSpan(from, to + 1 - from).ContainsAnyMissing())
            return passage with { Refusal = TrafficRefusal.MissingSamples };
        return WithAxles(first, second, one, other, passage, options);
    }

    private static VehiclePassage WithAxles(GaugeSignal first, GaugeSignal second, GaugePulse pulse, GaugePulse partner, VehiclePassage passage, TrafficOptions options)
    {
        var rate = first.SampleRateHz;
        var (from, count) = Window(pulse, partner, rate, first.Strain.Length);
        var longest = (int)Math.Ceiling(options.LongestLagSeconds * rate);
        var width = AxleSharpener.Width(FirstWidthShare * (pulse.Last - pulse.First) / rate, rate);
        var (one, other) = (Sharpened(first, from, count, width), Sharpened(second, from, count, width));
        if (one.Max() == 0 || other.Max() == 0)
            return Unresolved(first, second, from, count, longest, passage, TrafficRefusal.AxlesUnresolved);
        var lag = AxlePairing.Lag(one, other, longest);
        if (double.IsNaN(lag))
            return options.HasDistance ? passage with { Refusal = TrafficRefusal.DirectionUnclear } : Unresolved(first, second, from, count, longest, passage, TrafficRefusal.DistanceUnknown);
        if (!options.HasDistance)
            return passage with { Direction = Direction(lag), LagSeconds = lag / rate, Refusal = TrafficRefusal.DistanceUnknown };
        var speed = options.GaugeDistanceM * rate / Math.Abs(lag);
        if (speed < options.MinimumSpeedMps || speed > options.MaximumSpeedMps)
            return passage with { LagSeconds = lag / rate, Refusal = TrafficRefusal.SpeedImplausible };
        var seen = AxleSighting.Of(first, second, from, count, lag, speed, options);
        if (seen.Refusal != TrafficRefusal.None)
            return passage with { Direction = Direction(lag), LagSeconds = lag / rate, Refusal = seen.Refusal };
        return Measured(first, second, from, seen, passage, options);
    }

    private static VehiclePassage Measured(
        GaugeSignal first, GaugeSignal second, int from, AxleSighting seen, VehiclePassage passage, TrafficOptions options)
    {
        var rate = first.SampleRateHz;
        var (firstAxles, secondAxles, axles) = (seen.First, seen.Second, seen.First.Count);
        double[] lags = [.. firstAxles.Zip(secondAxles, (one, other) => (other - one) / rate)];
        var lag = Median(lags);

        // Few axles say little about their own scatter: it is joined with what a bell is usually off by, at the weight of two axles.
        var speed = options.GaugeDistanceM / Math.Abs(lag);
        var scatter = Math.Sqrt((lags.Sum(value => Square(value - lag)) + (2 * Square(UsualErrorM / speed))) / (axles + 1));
        var relative = scatter / Math.Sqrt(axles) / Math.Abs(lag);
        double[] spacings = [.. Enumerable.Range(1, axles - 1).Select(axle =>
            0.5 * speed * (firstAxles[axle] - firstAxles[axle - 1] + secondAxles[axle] - secondAxles[axle - 1]) / rate)];
        return passage with
        {
            Direction = Direction(lag),
            LagSeconds = lag,
            SpeedMps = speed,
            SpeedUncertaintyMps = speed * relative,
            FirstAxleSeconds = [.. firstAxles.Select(axle => (from + axle) / rate)],
            SecondAxleSeconds = [.. secondAxles.Select(axle => (from + axle) / rate)],
            AxleSpacingsM = spacings,
            SpacingUncertaintyM = Math.Sqrt(Square(speed * scatter) + Square(relative * spacings.Average())),
            HiddenAxleShare = seen.HiddenShare,
            StrainAreaMicrostrainM = speed / rate * (Area(first, passage) + Area(second, passage)),
            Refusal = spacings.Max() > options.MaximumAxleSpacingM ? TrafficRefusal.SeveralVehicles : TrafficRefusal.None,
        };
    }

    /// <summary>Without axles the pulses as a whole still say which gauge was first.</summary>
    private static VehiclePassage Unresolved(GaugeSignal first, GaugeSignal second, int from, int count, int longest, VehiclePassage passage, TrafficRefusal refusal)
    {
        var lag = AxlePairing.Lag(first.Strain.AsSpan(from, count).ToArray(), second.Strain.AsSpan(from, count).ToArray(), longest);
        return double.IsNaN(lag)
            ? passage with { Refusal = TrafficRefusal.DirectionUnclear }
            : passage with { Direction = Direction(lag), LagSeconds = lag / first.SampleRateHz, Refusal = refusal };
    }

    /// <summary>Sharpened strain with what may be noise taken off.</summary>
    private static double[] Sharpened(GaugeSignal gauge, int from, int count, double width)
    {
        const double noiseFactor = 5;
        var floor = noiseFactor * gauge.NoiseMicrostrain * AxleSharpener.NoiseGain(width, gauge.SampleRateHz);
        var sharpened = AxleSharpener.Apply(gauge.Strain, from, count, width, gauge.SampleRateHz);
        for (var index = 0; index < count; index++)
            sharpened[index] = Math.Max(0, sharpened[index] - floor);
        return sharpened;
    }

    private static (int From, int Count) Window(GaugePulse pulse, GaugePulse partner, double rate, int length)
    {
        var margin = (int)(0.1 * rate);
        var from = Math.Max(0, Math.Min(pulse.First, partner.First) - margin);
        return (from, Math.Min(length, Math.Max(pulse.Last, partner.Last) + 1 + margin) - from);
    }

    private static double Area(GaugeSignal gauge, VehiclePassage passage)
    {
        var (from, to) = ((int)Math.Round(passage.StartSeconds * gauge.SampleRateHz), (int)Math.Round(passage.EndSeconds * gauge.SampleRateHz));
        var sum = 0.0;
        for (var index = from; index <= to; index++)
            sum += gauge.Strain[index];
        return sum;
    }

    private static bool IsLong(GaugePulse? pulse, TrafficOptions options, double rate) => pulse is { } one && one.Last - one.First > options.MaximumPulseSeconds * rate;

    private static TrafficDirection Direction(double lag) => lag > 0 ? TrafficDirection.FirstToSecond : TrafficDirection.SecondToFirst;

    private static bool ContainsAnyMissing(this Span<double> strain)
    {
        foreach (var sample in strain)
        {
            if (!double.IsFinite(sample))
                return true;
        }

        return false;
    }

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return 0.5 * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]);
    }

    private static double Square(double value) => value * value;
}
