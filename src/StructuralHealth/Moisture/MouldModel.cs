namespace EdgeTwin.StructuralHealth.Moisture;

/// <summary>
/// Finnish mould growth model: A. Hukka and H. Viitanen, Wood Science and Technology 33 (1999) 475-485, with the material classes of T. Ojanen, H. Viitanen et al., Buildings XI (2010).
/// One step is one hour. The index runs from 0 (none) over 1 (some under the microscope) and 3 (visible) to 6 (dense cover). It keeps its state between calls, so that a station can go on
/// after a restart; a missing hour leaves index and state as they are. One thread at a time; allocates nothing per step.
/// </summary>
public sealed class MouldModel
{
    private const int HoursOfFirstDecline = 6;
    private const int HoursUntilSteadyDecline = 24;
    private const double FirstDeclinePerHour = 0.032 / 24;
    private const double SteadyDeclinePerHour = 0.016 / 24;
    private readonly MouldGrowthClass _speed;
    private readonly MouldGrowthClass _maximum;
    private readonly double _declineFactor;

    /// <summary>Starts at the initial index.</summary>
    /// <param name="options">Material; defaults when null.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public MouldModel(MouldModelOptions? options = null)
    {
        options ??= new MouldModelOptions();
        options.Validate();
        _speed = MouldGrowthClass.Of(options.Speed);
        _maximum = MouldGrowthClass.Of(options.Maximum ?? options.Speed);
        _declineFactor = options.DeclineFactor;
        Index = options.InitialIndex;
    }

    /// <summary>The mould index, 0 to 6.</summary>
    public double Index { get; private set; }

    /// <summary>Hours since mould last could grow.</summary>
    public long UnfavourableHours { get; private set; }

    /// <summary>Goes on from a stored state.</summary>
    /// <param name="index">Index, 0 to 6.</param>
    /// <param name="unfavourableHours">Hours since mould last could grow, not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public void Restore(double index, long unfavourableHours)
    {
        if (!(index is >= 0 and <= 6))
            throw new ArgumentOutOfRangeException(nameof(index), index, "The mould index is from 0 to 6.");
        ArgumentOutOfRangeException.ThrowIfNegative(unfavourableHours);
        (Index, UnfavourableHours) = (index, unfavourableHours);
    }

    /// <summary>Advances by one hour of the given climate.</summary>
    /// <param name="temperatureDegC">Temperature at the surface in degC; NaN when missing.</param>
    /// <param name="relativeHumidityPct">Relative humidity at the surface, 0 to 100 %; NaN when missing.</param>
    /// <returns>The index after the hour.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The humidity is outside 0 to 100 %.</exception>
    public double Step(double temperatureDegC, double relativeHumidityPct)
    {
        if (relativeHumidityPct is < 0 or > 100)
            throw new ArgumentOutOfRangeException(nameof(relativeHumidityPct), relativeHumidityPct, "The relative humidity must be from 0 to 100 %.");
        if (double.IsNaN(temperatureDegC) || double.IsNaN(relativeHumidityPct))
            return Index;
        var critical = CriticalHumidity(temperatureDegC);
        var grows = temperatureDegC is > 0 and < 50 && relativeHumidityPct >= critical;
        UnfavourableHours = grows ? 0 : UnfavourableHours + 1;
        Index = Math.Max(0, Index + (grows ? Growth(temperatureDegC, relativeHumidityPct, critical) : -_declineFactor * Decline()));
        return Index;
    }

    /// <summary>The index at each hour: element k is the index before hour k is taken into account, the first is the initial index.</summary>
    /// <param name="climate">Checked climate.</param>
    /// <param name="options">Material; defaults when null.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static double[] Series(ClimateSeries climate, MouldModelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(climate);
        var model = new MouldModel(options);
        var index = new double[climate.Hours];
        for (var hour = 0; hour < index.Length; hour++)
        {
            index[hour] = model.Index;
            model.Step(climate.TemperatureDegC[hour], climate.RelativeHumidityPct[hour]);
        }

        return index;
    }

    /// <summary>Least humidity at which mould grows, Hukka and Viitanen equation 1.</summary>
    private double CriticalHumidity(double t) => t < 0
        ? 100
        : Math.Max((-0.00267 * t * t * t) + (0.160 * t * t) - (3.13 * t) + 100, _speed.LeastHumidityPct);

    private double Growth(double t, double humidity, double critical)
    {
        // At saturation and just above freezing the critical humidity is 100 % itself: all of the range is used.
        var excess = critical < 100 ? (critical - humidity) / (critical - 100) : 1;
        var largest = Math.Max(_maximum.A + (_maximum.B * excess) - (_maximum.C * excess * excess), 0);
        var slowing = Math.Max(1 - Math.Exp(2.3 * (Index - largest)), 0);
        var weeks = Math.Exp((-0.68 * Math.Log(t)) - (13.9 * Math.Log(humidity)) + 66.02);
        return (Index < 1 ? _speed.FactorBelowOne : _speed.FactorFromOne) * slowing / (7 * 24 * weeks);
    }

    private double Decline() => UnfavourableHours switch
    {
        <= HoursOfFirstDecline => FirstDeclinePerHour,
        <= HoursUntilSteadyDecline => 0,
        _ => SteadyDeclinePerHour,
    };
}
