using EdgeTwin.SensorDrivers.Ads1115;
using EdgeTwin.SensorDrivers.Ads1220;
using EdgeTwin.SensorDrivers.Adxl355;
using EdgeTwin.SensorDrivers.Ds18b20;
using EdgeTwin.SensorDrivers.Iio;
using EdgeTwin.SensorDrivers.Ina226;
using EdgeTwin.SensorDrivers.SeesawSoil;
using EdgeTwin.SensorDrivers.Sht3x;
using EdgeTwin.SensorDrivers.Sht4x;
using EdgeTwin.SensorDrivers.Tmp117;

namespace EdgeTwin.SensorDrivers;

/// <summary>All chips that this station can read. A new chip is one folder and one line here.</summary>
public static class SensorCatalog
{
    /// <summary>The kinds, by name.</summary>
    public static IReadOnlyList<SensorKind> Kinds { get; } =
    [
        new Adxl355Kind(Adxl355Variant.Adxl355),
        new Adxl355Kind(Adxl355Variant.Adxl357),
        new Ads1220Kind(),
        new Ads1115Kind(),
        new Sht3xKind(),
        new Sht4xKind(),
        new Tmp117Kind(),
        new Ds18b20Kind(),
        new SeesawSoilKind(),
        new Ina226Kind(),
        new IioKind(),
#if EDGE_PACKAGES_NUGET
        .. IotBindings.BindingKinds.All,
#endif
    ];

    /// <summary>Finds a kind by its name in the station file; <see langword="null"/> when unknown.</summary>
    public static SensorKind? Find(string name) => Kinds.FirstOrDefault(kind => kind.Name == name);
}
