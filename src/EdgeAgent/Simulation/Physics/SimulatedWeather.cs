using EdgeTwin.EdgeAgent.Configuration;

namespace EdgeTwin.EdgeAgent.Simulation.Physics;

/// <summary>
/// Temperature, humidity, moisture and supply voltage around the simulated bridge, as functions of time alone. Midnight is at time 0 and at every whole
/// <see cref="SimulationConfiguration.DayHours"/> after it; a shortened day shortens the weather with it.
/// The structure's temperature swings by DailySwingC from lowest to highest, latest in the afternoon, and drifts by a few degrees over days
/// (EN 1991-1-5 calls it the uniform bridge temperature; its lag of about two hours on the air is what concrete decks of 0.5 m to 1 m show). Immutable; any thread.
/// </summary>
internal sealed class SimulatedWeather(SimulationConfiguration simulation, long seed)
{
    private const double StructurePeakHour = 16;
    private const double AirPeakHour = 14;

    /// <summary>The air swings more than the mass of the deck.</summary>
    private const double AirSwingFactor = 1.4;
    private const double FrontsC = 1.5;
    private const double CloudsC = 0.5;
    private const double SunriseHour = 7;
    private const double SunsetHour = 19;
    private readonly SlowNoise _fronts = new(seed + 1, 2.3);
    private readonly SlowNoise _clouds = new(seed + 2, 0.31);
    private readonly SlowNoise _humidity = new(seed + 3, 0.6);
    private readonly SlowNoise _rain = new(seed + 4, 1.7);
    private readonly SlowNoise _wind = new(seed + 5, 0.12);

    /// <summary>Temperature of the structure.</summary>
    public double StructureTemperatureC(long ns) => TemperatureC(ns, StructurePeakHour, simulation.DailySwingC);

    /// <summary>Temperature of the air in the shade.</summary>
    public double AirTemperatureC(long ns) => TemperatureC(ns, AirPeakHour, simulation.DailySwingC * AirSwingFactor);

    /// <summary>Relative humidity of the air: high when it is cooler than usual.</summary>
    public double RelativeHumidityPercent(long ns)
    {
        var warmth = AirTemperatureC(ns) - simulation.MeanTemperatureC;
        return Math.Clamp(72 - (2.5 * warmth) + (8 * _humidity.At(Days(ns))), 20, 100);
    }

    /// <summary>Moisture of the material as a capacitive probe shows it; it follows the rain of the days before.</summary>
    public double MoisturePercent(long ns, double positionM)
    {
        var days = Days(ns);
        var soaked = 0.5 * (_rain.At(days) + _rain.At(days - 0.4));
        return Math.Clamp(18 + (3 * soaked) + Math.Sin(positionM), 0, 100);
    }

    /// <summary>Voltage of a 12 V battery with a solar panel: charged while the sun is up, falling slowly through the night.</summary>
    public double SupplyVoltageV(long ns)
    {
        var hour = HourOfDay(ns);
        var sun = hour is > SunriseHour and < SunsetHour ? Math.Sin(Math.PI * (hour - SunriseHour) / (SunsetHour - SunriseHour)) : 0;
        var sinceSunset = (hour - SunsetHour + 24) % 24;
        var night = sun > 0 ? 0 : sinceSunset / (24 - SunsetHour + SunriseHour);
        return 12.75 - (0.3 * night) + (sun * (0.9 + (0.15 * Math.Tanh(_clouds.At(Days(ns))))));
    }

    /// <summary>Strength of wind and microtremor against their mean; 0.6 to 1.6.</summary>
    public double AmbientFactor(long ns) => Math.Exp(0.22 * _wind.At(Days(ns)));

    /// <summary>Traffic against its mean over the day: little at night, a plateau by day with two rush hours.</summary>
    public double TrafficFactor(long ns)
    {
        var hour = HourOfDay(ns);
        var day = 0.5 * (1 - Math.Cos(2 * Math.PI * (hour - 3) / 24));
        return 0.25 + (1.2 * day) + (0.9 * Rush(hour, 7.5)) + (0.9 * Rush(hour, 17));
    }

    /// <summary>No hour has more traffic than this.</summary>
    public const double HighestTrafficFactor = 2.5;

    private static double Rush(double hour, double centre) => Math.Exp(-0.5 * (hour - centre) * (hour - centre)) * 0.8;

    private double TemperatureC(long ns, double peakHour, double swingC)
    {
        var days = Days(ns);
        return simulation.MeanTemperatureC
            + (0.5 * swingC * Math.Cos(2 * Math.PI * (HourOfDay(ns) - peakHour) / 24))
            + (FrontsC * _fronts.At(days))
            + (CloudsC * _clouds.At(days));
    }

    private double Days(long ns) => ns / (simulation.DayHours * 3.6e12);

    private double HourOfDay(long ns)
    {
        var days = Days(ns);
        return 24 * (days - Math.Floor(days));
    }
}
