using System.Globalization;

namespace EdgeTwin.StructuralHealth.Moisture;

/// <summary>
/// Temperature and relative humidity at full hours, checked. The models of this folder take nothing else: a humidity sensor that reads 0 or more than 100 % would
/// otherwise become a dry or a mouldy wall. Missing hours are NaN in both arrays.
/// </summary>
public sealed class ClimateSeries
{
    private const double LowestTemperatureDegC = -60;
    private const double HighestTemperatureDegC = 90;

    /// <summary>A gap longer than this is not bridged by interpolation.</summary>
    private const double BridgedHours = 3;
    private const int FewestZeros = 3;

    private ClimateSeries(double firstHour, double[] temperatureDegC, double[] relativeHumidityPct) =>
        (FirstHour, TemperatureDegC, RelativeHumidityPct) = (firstHour, temperatureDegC, relativeHumidityPct);

    /// <summary>Time of the first value in hours, on the clock of the given times.</summary>
    public double FirstHour { get; }

    /// <summary>Temperature in degC, one value an hour.</summary>
    public IReadOnlyList<double> TemperatureDegC { get; }

    /// <summary>Relative humidity in %, one value an hour, at most 100.</summary>
    public IReadOnlyList<double> RelativeHumidityPct { get; }

    /// <summary>Hours.</summary>
    public int Hours => TemperatureDegC.Count;

    /// <summary>Hours without a value.</summary>
    public int MissingHours => TemperatureDegC.Count(double.IsNaN);

    /// <summary>Checks a series and brings it to full hours by linear interpolation; gaps above 3 hours stay gaps.</summary>
    /// <param name="timesHours">Times in hours, rising; full hours are whole numbers.</param>
    /// <param name="temperatureDegC">Temperature in degC; NaN is missing.</param>
    /// <param name="relativeHumidityPct">Relative humidity in %; NaN is missing.</param>
    /// <param name="options">Limits; defaults when null.</param>
    /// <exception cref="ArgumentException">Says why the series is refused: lengths, times that do not rise, less than one full hour, values that air cannot have, a stuck sensor, too many gaps; or an option is out of range.</exception>
    public static ClimateSeries Create(
        ReadOnlySpan<double> timesHours, ReadOnlySpan<double> temperatureDegC, ReadOnlySpan<double> relativeHumidityPct, ClimateCheckOptions? options = null)
    {
        options ??= new ClimateCheckOptions();
        options.Validate();
        RequireTimes(timesHours, temperatureDegC.Length, relativeHumidityPct.Length);
        RequireTemperatures(timesHours, temperatureDegC);
        RequireHumidities(timesHours, relativeHumidityPct, options);
        var (first, temperature, humidity) = ToFullHours(timesHours, temperatureDegC, relativeHumidityPct);
        var missing = temperature.Count(double.IsNaN);
        if (missing > options.MaximumMissingShare * temperature.Length)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"{100.0 * missing / temperature.Length:0.#} % of the hours have no value ({100 * options.MaximumMissingShare:0.#} % may be missing): growth and drying in the gaps are unknown."));
        }

        return new ClimateSeries(first, temperature, humidity);
    }

    private static void RequireTimes(ReadOnlySpan<double> times, int temperatures, int humidities)
    {
        if (times.Length != temperatures || times.Length != humidities)
            throw new ArgumentException($"Times ({times.Length}), temperatures ({temperatures}) and humidities ({humidities}) differ in number.");
        for (var index = 0; index < times.Length; index++)
        {
            if (!double.IsFinite(times[index]) || (index > 0 && times[index] <= times[index - 1]))
                throw new ArgumentException($"Times must rise; row {index + 1} does not.");
        }

        if (times.Length < 2 || Math.Floor(times[^1]) - Math.Ceiling(times[0]) < 1)
            throw new ArgumentException("The series holds less than two full hours.");
    }

    private static void RequireTemperatures(ReadOnlySpan<double> times, ReadOnlySpan<double> values)
    {
        for (var index = 0; index < values.Length; index++)
        {
            if (values[index] is < LowestTemperatureDegC or > HighestTemperatureDegC)
                throw Refused(times[index], $"temperature is {values[index]:0.###} degC; air at a structure has {LowestTemperatureDegC:0} to {HighestTemperatureDegC:0} degC");
        }
    }

    private static void RequireHumidities(ReadOnlySpan<double> times, ReadOnlySpan<double> values, ClimateCheckOptions options)
    {
        var zeros = 0;
        var since = 0;
        var before = double.NaN;
        for (var index = 0; index < values.Length; index++)
        {
            var value = values[index];
            if (double.IsNaN(value))
                continue;
            if (value < 0 || value > 100 + options.SaturationTolerancePct)
                throw Refused(times[index], $"relative humidity is {value:0.###} %; it must be from 0 to 100 %");
            zeros = value == 0 ? zeros + 1 : 0;
            if (zeros >= FewestZeros)
                throw Refused(times[index], "relative humidity stays at 0 %, which air never has: the sensor is dead or its input open");
            if (value != before)
                (before, since) = (value, index);
            else if (value < 100 && times[index] - times[since] > options.StuckHours)
                throw Refused(times[index], $"relative humidity has stayed at exactly {value:0.###} % for more than {options.StuckHours:0.#} h: the sensor is stuck");
        }
    }

    private static ArgumentException Refused(double hour, FormattableString reason) =>
        new($"At hour {hour.ToString("0.##", CultureInfo.InvariantCulture)} {FormattableString.Invariant(reason)}.");

    private static ArgumentException Refused(double hour, string reason) => Refused(hour, (FormattableString)$"{reason}");

    private static (double FirstHour, double[] Temperature, double[] Humidity) ToFullHours(
        ReadOnlySpan<double> times, ReadOnlySpan<double> temperatures, ReadOnlySpan<double> humidities)
    {
        var first = Math.Ceiling(times[0]);
        var count = (int)(Math.Floor(times[^1]) - first) + 1;
        var (temperature, humidity) = (new double[count], new double[count]);
        temperature.AsSpan().Fill(double.NaN);
        humidity.AsSpan().Fill(double.NaN);
        var before = -1;
        for (var index = 0; index < times.Length; index++)
        {
            if (double.IsNaN(temperatures[index]) || double.IsNaN(humidities[index]))
                continue;
            var from = before < 0 || times[index] - times[before] > BridgedHours ? index : before;
            for (var hour = Math.Ceiling(times[from]); hour <= times[index]; hour++)
            {
                var share = from == index ? 0 : (hour - times[from]) / (times[index] - times[from]);
                temperature[(int)(hour - first)] = temperatures[from] + (share * (temperatures[index] - temperatures[from]));
                humidity[(int)(hour - first)] = Math.Min(100, humidities[from] + (share * (humidities[index] - humidities[from])));
            }

            before = index;
        }

        return (first, temperature, humidity);
    }
}
