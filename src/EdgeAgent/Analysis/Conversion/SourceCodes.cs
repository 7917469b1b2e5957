using EdgeTwin.StructuralHealth.MiniSeed;

namespace EdgeTwin.EdgeAgent.Analysis.Conversion;

/// <summary>
/// Makes an FDSN source identifier of a channel's name (FDSN Source Identifiers 1.0, "Channel codes"): the number in the name is the location, the
/// rate the band (of sensors that respond down to 10 s and slower), the quantity the source, an axis x, y, z the subsource 1, 2, 3.
/// </summary>
internal static class SourceCodes
{
    private static readonly (double FromHz, string Band)[] s_bands =
    [
        (5000, "J"), (1000, "F"), (250, "C"), (80, "H"), (10, "B"), (1.05, "M"), (0.95, "L"), (0.1, "V"), (0.01, "U"), (0.001, "W"), (1e-4, "R"), (1e-5, "P"), (1e-6, "T"),
    ];

    /// <param name="name">For example <c>acc_03_mps2</c>.</param>
    /// <param name="quantity">For example <c>acceleration</c>.</param>
    /// <param name="position">Place among the channels, from 0; the location where the name has no number.</param>
    /// <param name="rateHz">Sample rate.</param>
    /// <param name="network">Network code.</param>
    /// <param name="station">Station code.</param>
    public static FdsnSourceIdentifier For(string name, string quantity, int position, double rateHz, string network, string station)
    {
        var (source, subsource) = SourceOf(quantity);
        return new FdsnSourceIdentifier(network, station, LocationOf(name, position), BandOf(rateHz), source, subsource ?? AxisOf(name));
    }

    /// <summary>The band code of a rate.</summary>
    public static string BandOf(double rateHz)
    {
        foreach (var (fromHz, band) in s_bands)
        {
            if (rateHz > fromHz || (rateHz == fromHz && fromHz != 5000))
                return band;
        }

        return "Q";
    }

    /// <summary>The source code, and the subsource where it is no axis. Y is the FDSN's code for what it has no other for.</summary>
    private static (string Source, string? Subsource) SourceOf(string quantity) => quantity switch
    {
        "acceleration" => ("N", null),
        "velocity" => ("H", null),
        "strain" => ("S", null),
        "inclination" => ("A", null),
        "temperature" => ("K", "S"),
        "relativeHumidity" => ("I", "S"),
        "voltage" or "current" => ("E", "1"),
        "rainRate" => ("R", "Z"),
        "windSpeed" => ("W", "S"),
        _ => ("Y", "1"),
    };

    private static string LocationOf(string name, int position)
    {
        var digits = name.SkipWhile(character => !char.IsAsciiDigit(character)).TakeWhile(char.IsAsciiDigit).ToArray();
        var number = int.TryParse(digits, out var named) ? named : position + 1;
        return number.ToString("00", System.Globalization.CultureInfo.InvariantCulture);
    }

    private static string AxisOf(string name)
    {
        foreach (var word in name.Split('_', '.', '-'))
        {
            var axis = word.TrimStart("0123456789".ToCharArray()) switch { "x" => "1", "y" => "2", "z" => "3", _ => null };
            if (axis is not null)
                return axis;
        }

        return "1";
    }
}
