namespace EdgeTwin.SensorDrivers.Ads1115;

/// <summary>Reads one probe of the station file.</summary>
internal static class ProbeOptions
{
    public const double DryVDefault = 2.8;
    public const double WetVDefault = 1.2;

    private const string Capacitive = "capacitive";
    private const string WaterContent = "waterContent";
    private const string WoodResistanceType = "woodResistance";
    private const string OwnCoefficients = "coefficients";
    private const double SpanVMin = 0.1;
    private const double VoltsPerDecadeMin = 0.01;
    private const double TemperatureCMin = -40;
    private const double TemperatureCMax = 60;
    private const int PointsMax = 20;
    private const int PolynomialPowerMax = 5;
    private const int MonotonicChecks = 200;

    public static MoistureProbe Read(OptionsReader item, List<MoistureProbe> others)
    {
        var name = item.Text("name", "");
        var input = item.Integer("input", others.Count, 0, Ads1115Registers.InputCount - 1);
        if (name.Length == 0 || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
            item.Add("name", "write a name of letters, digits, '-' and '_'");
        else if (others.Any(other => other.Name == name))
            item.Add("name", $"is \"{name}\", which another probe has; give each its own");
        if (others.Any(other => other.Input == input))
            item.Add("input", $"is {input}, where another probe is; give each its own");
        MoistureCurve curve = item.OneOf("type", Capacitive, [Capacitive, WaterContent, WoodResistanceType]) switch
        {
            WaterContent => ReadWaterContent(item),
            WoodResistanceType => ReadWood(item),
            _ => ReadSpan(item),
        };
        item.RejectUnknown();
        return new MoistureProbe(name, input, curve);
    }

    private static SpanCurve ReadSpan(OptionsReader item)
    {
        var dryV = item.Number("dryV", DryVDefault, 0, Ads1115Registers.InputVMax);
        var wetV = item.Number("wetV", WetVDefault, 0, Ads1115Registers.InputVMax);
        if (Math.Abs(dryV - wetV) < SpanVMin)
            item.Add("wetV", "is within 0.1 V of dryV; measure both with the probe in air and in water");
        return new SpanCurve(dryV, wetV);
    }

    private static WaterContentCurve ReadWaterContent(OptionsReader item)
    {
        var referenceC = item.Number("referenceC", 25, TemperatureCMin, TemperatureCMax);
        var temperatureC = item.Number("temperatureC", referenceC, TemperatureCMin, TemperatureCMax);
        var shiftPercent = -item.Number("percentPerC", 0, -5, 5) * (temperatureC - referenceC);
        var points = item.List("points");
        return points is null ? ReadPolynomial(item, shiftPercent) : ReadPoints(item, points, shiftPercent);
    }

    private static WaterContentCurve ReadPoints(OptionsReader item, IReadOnlyList<OptionsReader> points, double shiftPercent)
    {
        var volts = new List<double>();
        var percents = new List<double>();
        foreach (var point in points)
        {
            volts.Add(point.Number("v", double.NaN, 0, Ads1115Registers.InputVMax));
            percents.Add(point.Number("percent", double.NaN, 0, 100));
            point.RejectUnknown();
        }

        if (points.Count is >= 2 and <= PointsMax && volts.Zip(volts.Skip(1)).All(pair => pair.First < pair.Second)
            && IsMonotonic(percents))
        {
            return WaterContentCurve.Through([.. volts], [.. percents], shiftPercent);
        }

        item.Add("points", """is no calibration curve; write 2 to 20 points with rising "v" and rising or falling "percent", for example [ { "v": 1.2, "percent": 45 }, { "v": 2.8, "percent": 0 } ]""");
        return WaterContentCurve.Through([0, 1], [0, 1], 0);
    }

    private static WaterContentCurve ReadPolynomial(OptionsReader item, double shiftPercent)
    {
        var polynomial = item.Object("polynomial");
        var coefficients = new double[PolynomialPowerMax + 1];
        for (var power = 0; power <= PolynomialPowerMax; power++)
            coefficients[power] = polynomial.Number($"c{power}", 0, -1e6, 1e6);
        var fromV = polynomial.Number("fromV", 0, 0, Ads1115Registers.InputVMax);
        var toV = polynomial.Number("toV", 0, 0, Ads1115Registers.InputVMax);
        polynomial.RejectUnknown();
        var curve = WaterContentCurve.Polynomial(coefficients, fromV, Math.Max(toV, fromV + SpanVMin), shiftPercent);
        var steps = Enumerable.Range(0, MonotonicChecks + 1).Select(step => curve.Percent(fromV + (toV - fromV) * step / MonotonicChecks));
        if (toV - fromV < SpanVMin || !IsMonotonic([.. steps]))
            item.Add("points", """is missing; write the probe's calibration curve as "points", or the maker's "polynomial" with c0 to c5 and the voltages fromV and toV between which it rises or falls throughout""");
        return curve;
    }

    private static WoodCurve ReadWood(OptionsReader item)
    {
        var species = item.OneOf("species", WoodSpecies.Names[0], [.. WoodSpecies.Names, OwnCoefficients]);
        var slope = item.Number("slope", -0.04, -1, -1e-3);
        var intercept = item.Number("intercept", 1, 0.1, 10);
        var voltsAt1Mohm = item.Number("voltsAt1Mohm", 1, -Ads1115Registers.InputVMax, Ads1115Registers.InputVMax);
        var voltsPerDecade = item.Number("voltsPerDecade", 0.5, -2, 2);
        if (Math.Abs(voltsPerDecade) < VoltsPerDecadeMin)
            item.Add("voltsPerDecade", "is within 0.01 V of 0; measure the amplifier with two resistors, for example 1 and 10 megohm");
        var wood = species == OwnCoefficients ? new WoodResistance(slope, intercept) : new WoodResistance(species);
        var temperatureC = item.Number("temperatureC", wood.ReferenceC, TemperatureCMin, TemperatureCMax);
        return new WoodCurve(wood, voltsAt1Mohm, voltsPerDecade == 0 ? 1 : voltsPerDecade, temperatureC);
    }

    private static bool IsMonotonic(IReadOnlyList<double> values)
    {
        var steps = values.Zip(values.Skip(1)).Select(pair => pair.Second - pair.First).ToList();
        return steps.TrueForAll(step => step > 0) || steps.TrueForAll(step => step < 0);
    }
}
