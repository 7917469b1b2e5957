using System.Device.I2c;
using Iot.Device.Adc;
using Iot.Device.Ahtxx;
using Iot.Device.Bmxx80;
using Iot.Device.Bno055;
using Iot.Device.Hts221;
using Iot.Device.Lps22hb;
using Iot.Device.Mcp9808;
using Iot.Device.Vl53L0X;

namespace EdgeTwin.SensorDrivers.IotBindings;

/// <summary>The chips of Iot.Device.Bindings that make sense on a bridge and that we have no driver for. Ranges: the chips' data sheets.</summary>
internal static class BindingKinds
{
    private const double DegreesPerRadian = 180 / Math.PI;
    private const double MillimetresPerMetre = 1000;

    // 0.1 ohm on the usual board: current register of 0.1 mA, calibration 0.04096 / (0.1 mA * 0.1 ohm) (data sheet SBOS448, equation 1).
    private const ushort Ina219Calibration = 4096;
    private const float Ina219CurrentLsbA = 0.0001f;

    // The chip answers 8190 and more when nothing reflects.
    private const double Vl53L0XRangeM = 2;

    public static IReadOnlyList<SensorKind> All { get; } =
    [
        new BindingKind("iot-bme280", "BME280 weather sensor", 0x76, 0x77,
            [Temperature(-40, 85), Humidity(), Pressure(30_000, 110_000)], device => Bind(new Bme280(device), Measure)),
        new BindingKind("iot-aht20", "AHT20 air humidity and temperature", 0x38, 0x38,
            [Temperature(-40, 85), Humidity()], device => Bind(new Aht20(device), Measure)),
        new BindingKind("iot-hts221", "HTS221 air humidity and temperature", 0x5F, 0x5F,
            [Temperature(-40, 120), Humidity()], device => Bind(new Hts221(device), Measure)),
        new BindingKind("iot-lps22hb", "LPS22HB air pressure", 0x5C, 0x5D,
            [Temperature(-40, 85), Pressure(26_000, 126_000)],
            device => Bind(new Lps22hb(device, OutputRate.DataRate1Hz, LowPassFilter.Odr9, BduMode.BlockDataUpdate), Measure)),
        new BindingKind("iot-mcp9808", "MCP9808 structure temperature", 0x18, 0x1F,
            [Temperature(-40, 125)], device => Bind(new Mcp9808(device), Measure)),
        new BindingKind("iot-ina219", "INA219 supply monitor (0.1 ohm shunt)", 0x40, 0x4F,
            [new ChannelDescription("voltage", "voltage", "V", 0, 26), new ChannelDescription("current", "current", "A", -3.2, 3.2)], device => Bind(OpenIna219(device), Measure)),
        new BindingKind("iot-vl53l0x", "VL53L0X distance (joint and bearing gaps)", 0x29, 0x29,
            [new ChannelDescription("distance", "distance", "m", 0.001, Vl53L0XRangeM)], device => Bind(new Vl53L0X(device, 500, true), Measure)),
        new BindingKind("iot-bno055", "BNO055 inclination", 0x28, 0x29,
            [new ChannelDescription("pitch", "inclination", "deg", -90, 90), new ChannelDescription("roll", "inclination", "deg", -180, 180)],
            device => Bind(new Bno055Sensor(device, OperationMode.AcceleraterOnly, true), Measure)),
    ];

    // Types of the package stand only in bodies that run when a station names such a chip: no other station has to load it, which is megabytes.
    private static BoundSensor<T> Bind<T>(T binding, BoundMeasure<T> measure)
        where T : IDisposable => new(binding, measure);

    private static ChannelDescription Temperature(double lowest, double highest) => new("temperature", "temperature", "degC", lowest, highest);

    private static ChannelDescription Humidity() => new("humidity", "relativeHumidity", "%RH", 0, 100);

    private static ChannelDescription Pressure(double lowest, double highest) => new("pressure", "pressure", "Pa", lowest, highest);

    private static Ina219 OpenIna219(I2cDevice device)
    {
        var binding = new Ina219(device);
        binding.SetCalibration(Ina219Calibration, Ina219CurrentLsbA);
        return binding;
    }

    private static void Measure(Bme280 binding, Span<double> values)
    {
        var result = binding.Read();
        values[0] = result.Temperature?.DegreesCelsius ?? double.NaN;
        values[1] = result.Humidity?.Percent ?? double.NaN;
        values[2] = result.Pressure?.Pascals ?? double.NaN;
    }

    private static void Measure(Aht20 binding, Span<double> values)
    {
        values[0] = binding.GetTemperature().DegreesCelsius;
        values[1] = binding.GetHumidity().Percent;
    }

    private static void Measure(Hts221 binding, Span<double> values)
    {
        values[0] = binding.Temperature.DegreesCelsius;
        values[1] = binding.Humidity.Percent;
    }

    private static void Measure(Lps22hb binding, Span<double> values)
    {
        if (binding.TryReadTemperature(out var temperature))
            values[0] = temperature.DegreesCelsius;
        if (binding.TryReadPressure(out var pressure))
            values[1] = pressure.Pascals;
    }

    private static void Measure(Mcp9808 binding, Span<double> values) => values[0] = binding.Temperature.DegreesCelsius;

    private static void Measure(Ina219 binding, Span<double> values)
    {
        values[0] = binding.ReadBusVoltage().Volts;
        values[1] = binding.ReadCurrent().Amperes;
    }

    private static void Measure(Vl53L0X binding, Span<double> values) => values[0] = binding.GetDistanceOnce(true) / MillimetresPerMetre;

    private static void Measure(Bno055Sensor binding, Span<double> values)
    {
        var gravity = binding.Accelerometer;
        if (gravity.Length() == 0)
            return;
        values[0] = Math.Atan2(-gravity.X, Math.Sqrt((gravity.Y * gravity.Y) + (gravity.Z * gravity.Z))) * DegreesPerRadian;
        values[1] = Math.Atan2(gravity.Y, gravity.Z) * DegreesPerRadian;
    }
}
