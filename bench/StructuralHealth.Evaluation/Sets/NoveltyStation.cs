namespace EdgeTwin.StructuralHealth.Evaluation.Sets;

/// <summary>
/// A simulated undamaged structure, every three hours: weather over the year and the day, four natural frequencies that follow the temperature with another
/// slope below freezing, and scatter that is correlated between them and from window to window. Everything about it is known.
/// </summary>
internal sealed class NoveltyStation(int seed)
{
    public const int Features = 4;
    public const int HoursPerWindow = 3;
    public const int WindowsPerYear = 8766 / HoursPerWindow;
    private const double Persistence = 0.5;
    private static readonly double[] s_frequenciesHz = [2.9, 4.4, 8.1, 12.6];
    private readonly Random _random = new(seed);
    private readonly double[] _scatter = new double[Features];
    private double _weather;
    private int _hour;

    /// <summary>Spread of a frequency from one window to the next, as a share.</summary>
    public double Scatter { get; init; } = 0.0015;

    /// <summary>Change per kelvin above freezing; below it is three times as large.</summary>
    public double PerKelvin { get; init; } = -0.0017;

    /// <summary>Change of the first frequency by damage, as a share.</summary>
    public double Damage { get; set; }

    public (double[] FrequenciesHz, double TemperatureC) Next()
    {
        _weather = (0.94 * _weather) + (1.4 * Gaussian());
        var temperature = 9 - (11 * Math.Cos(_hour * 2 * Math.PI / 8766)) + (4 * Math.Sin(_hour * 2 * Math.PI / 24)) + _weather;
        _hour += HoursPerWindow;
        var common = Gaussian();
        var values = new double[Features];
        for (var i = 0; i < Features; i++)
        {
            _scatter[i] = (Persistence * _scatter[i]) + (Math.Sqrt(1 - (Persistence * Persistence)) * ((0.5 * common) + (0.866 * Gaussian())));
            var environment = PerKelvin * (1 + (0.15 * i)) * (temperature + (2 * Math.Min(temperature, 0)));
            values[i] = s_frequenciesHz[i] * (1 + environment + (Scatter * _scatter[i]) - (i == 0 ? Damage : 0));
        }

        return (values, temperature);
    }

    private double Gaussian() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
