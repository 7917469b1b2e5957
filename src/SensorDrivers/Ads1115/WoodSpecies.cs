namespace EdgeTwin.SensorDrivers.Ads1115;

/// <summary>
/// Resistance of species of wood along the grain, in megohm at 80 degF between two pairs of needles 1 1/4 inch apart and 5/16 inch deep, at
/// 7, 8, … 25 % moisture content: W. L. James, "Electric moisture meters for wood", General Technical Report FPL-GTR-6, U.S. Department of
/// Agriculture, Forest Products Laboratory, 1988, table 1. Two nails are close enough: the resistance sits at their surface.
/// </summary>
internal static class WoodSpecies
{
    private static readonly Dictionary<string, double[]> Table = new(StringComparer.Ordinal)
    {
        ["douglasFir"] = [22_400, 4_780, 1_660, 630, 265, 120, 60, 33, 18.6, 11.2, 7.1, 4.6, 3.09, 2.14, 1.51, 1.10, 0.79, 0.60, 0.46],
        ["whiteFir"] = [57_600, 15_850, 3_980, 1_120, 415, 180, 83, 46, 26.9, 16.6, 11.0, 6.6, 4.47, 3.02, 2.14, 1.55, 1.12, 0.86, 0.62],
        ["westernHemlock"] = [22_900, 5_620, 2_040, 850, 400, 185, 98, 51, 28.2, 16.2, 10.0, 6.0, 3.89, 2.52, 1.58, 1.05, 0.72, 0.51, 0.37],
        ["westernLarch"] = [39_800, 11_200, 3_980, 1_445, 560, 250, 120, 63, 33.9, 19.9, 12.3, 7.6, 5.02, 3.39, 2.29, 1.62, 1.20, 0.87, 0.66],
        ["jackPine"] = [450_000, 52_000, 9_500, 2_800, 1_000, 440, 210, 110, 60, 35, 21, 13, 8.80, 5.80, 3.80, 2.60, 1.80, 1.30, 0.98],
        ["longleafPine"] = [25_000, 8_700, 3_160, 1_320, 575, 270, 135, 74, 41.7, 24.0, 14.4, 8.9, 5.76, 3.72, 2.46, 1.66, 1.15, 0.79, 0.60],
        ["shortleafPine"] = [43_600, 11_750, 3_720, 1_350, 560, 255, 130, 69, 38.9, 22.4, 13.8, 8.7, 5.76, 3.80, 2.63, 1.82, 1.29, 0.93, 0.66],
        ["redPine"] = [700_000, 100_000, 17_000, 4_300, 1_300, 470, 210, 100, 52, 28, 16, 10, 6.80, 4.40, 2.80, 1.90, 1.20, 0.91, 0.67],
        ["whitePine"] = [20_900, 5_620, 2_090, 850, 405, 200, 102, 58, 33.1, 19.9, 12.3, 7.9, 5.01, 3.31, 2.19, 1.51, 1.05, 0.74, 0.52],
        ["ponderosaPine"] = [39_800, 8_910, 3_310, 1_410, 645, 300, 150, 81, 44.7, 25.1, 14.8, 9.1, 5.62, 3.55, 2.34, 1.62, 1.15, 0.87, 0.69],
        ["redwood"] = [22_400, 4_680, 1_550, 615, 250, 100, 45, 22, 12.6, 7.2, 4.7, 3.2, 2.29, 1.74, 1.32, 1.05, 0.85, 0.71, 0.60],
        ["blackSpruce"] = [700_000, 90_000, 16_000, 4_300, 1_400, 580, 250, 120, 68, 38, 23, 14, 9.60, 6.30, 4.30, 3.00, 2.10, 1.40, 1.00],
        ["sitkaSpruce"] = [22_400, 5_890, 2_140, 830, 365, 165, 83, 44, 25.1, 15.5, 9.8, 6.3, 4.27, 3.02, 2.14, 1.58, 1.17, 0.91, 0.71],
        ["birch"] = [87_000, 19_950, 4_470, 1_290, 470, 200, 96, 53, 30.2, 18.2, 11.5, 7.6, 5.13, 3.55, 2.51, 1.78, 1.32, 0.95, 0.70],
        ["redOak"] = [14_400, 4_790, 1_590, 630, 265, 125, 63, 32, 18.2, 11.3, 7.3, 4.6, 3.02, 2.09, 1.45, 0.95, 0.80, 0.63, 0.50],
        ["whiteOak"] = [17_400, 3_550, 1_100, 415, 170, 80, 42, 22, 12.6, 7.2, 4.3, 2.7, 1.70, 1.15, 0.79, 0.60, 0.49, 0.44, 0.41],
    };

    /// <summary>The species, as the station file has them.</summary>
    public static string[] Names { get; } = [.. Table.Keys];

    /// <summary>Resistance in megohm at 7, 8, … 25 %, falling.</summary>
    public static double[] Mohm(string species) => Table[species];
}
