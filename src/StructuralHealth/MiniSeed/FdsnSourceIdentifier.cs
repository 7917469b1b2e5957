namespace EdgeTwin.StructuralHealth.MiniSeed;

/// <summary>
/// A channel's name by the FDSN: network, station, location, and the channel as band (what rate), source (what instrument) and subsource (which axis).
/// Text form <c>FDSN:NET_STA_LOC_B_S_SS</c> (FDSN Source Identifiers 1.0). Codes are of A to Z, 0 to 9; station and location also take '-'.
/// All have up to 8 characters, network, station and source at least one; the location "--" is forbidden. A channel of version 2 has one character each.
/// </summary>
/// <param name="Network">Network, for example <c>XX</c> where none was assigned.</param>
/// <param name="Station">Station.</param>
/// <param name="Location">Location, may be empty.</param>
/// <param name="Band">Band code.</param>
/// <param name="Source">Source code, for example <c>N</c> for an accelerometer.</param>
/// <param name="Subsource">Subsource code, for example <c>Z</c>, <c>N</c>, <c>E</c> or <c>1</c>, <c>2</c>, <c>3</c>; may be empty.</param>
public readonly record struct FdsnSourceIdentifier(string Network, string Station, string Location, string Band, string Source, string Subsource)
{
    private const string Prefix = "FDSN:";
    private const int LongestCode = 8;

    /// <summary>Reads the text form.</summary>
    /// <exception cref="FormatException">The text is none; the message says what is wrong.</exception>
    public static FdsnSourceIdentifier Parse(string text) =>
        TryParse(text, out var identifier, out var fault) ? identifier : throw new FormatException($"'{text}' is no FDSN source identifier: {fault}.");

    /// <summary>Reads the text form; <paramref name="fault"/> says in words why it is none.</summary>
    public static bool TryParse(string text, out FdsnSourceIdentifier identifier, out string fault)
    {
        identifier = default;
        var codes = text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..].Split('_') : [];
        if (codes.Length != 6)
        {
            fault = "it has the form FDSN:NETWORK_STATION_LOCATION_BAND_SOURCE_SUBSOURCE";
            return false;
        }

        identifier = new FdsnSourceIdentifier(codes[0], codes[1], codes[2], codes[3], codes[4], codes[5]);
        fault = identifier.Fault() ?? "";
        return fault.Length == 0;
    }

    /// <summary>The identifier of version 2 codes, blanks removed; the channel's three characters are band, source and subsource.</summary>
    public static FdsnSourceIdentifier FromSeed(string network, string station, string location, string channel)
    {
        var padded = channel.PadRight(3);
        return new FdsnSourceIdentifier(
            network.Trim(), station.Trim(), location.Trim(), padded[..1].Trim(), padded[1..2].Trim(), padded[2..3].Trim());
    }

    /// <summary>Whether version 2 can say it: network and location of at most 2 characters, station of 5, channel codes of one each.</summary>
    public bool FitsSeed() =>
        Network.Length <= 2 && Station.Length <= 5 && Location.Length <= 2 && Band.Length == 1 && Source.Length == 1 && Subsource.Length == 1;

    /// <summary>The text form.</summary>
    public override string ToString() => $"{Prefix}{Network}_{Station}_{Location}_{Band}_{Source}_{Subsource}";

    private string? Fault() => Location == "--" ? "the location '--' is forbidden; leave it empty" : FaultOf("network", Network, 1, false)
        ?? FaultOf("station", Station, 1, true)
        ?? FaultOf("location", Location, 0, true)
        ?? FaultOf("band", Band, 0, false)
        ?? FaultOf("source", Source, 1, false)
        ?? FaultOf("subsource", Subsource, 0, false);

    private static string? FaultOf(string name, string code, int shortest, bool allowsHyphen)
    {
        if (code.Length < shortest || code.Length > LongestCode)
            return $"its {name} '{code}' has {code.Length} characters instead of {shortest} to {LongestCode}";
        foreach (var character in code)
        {
            if (!char.IsAsciiLetterUpper(character) && !char.IsAsciiDigit(character) && !(allowsHyphen && character == '-'))
                return $"its {name} '{code}' has the character '{character}'; permitted are A to Z and 0 to 9{(allowsHyphen ? " and '-'" : "")}";
        }

        return null;
    }
}
