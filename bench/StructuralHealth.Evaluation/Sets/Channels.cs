namespace EdgeTwin.StructuralHealth.Evaluation.Sets;

/// <summary>Column names of the recordings.</summary>
internal static class Channels
{
    /// <summary>What a column measures, in the words of the fault detector.</summary>
    public static string QuantityOf(string column) => column.Split('_')[0] switch
    {
        "acc" => "acceleration",
        "strain" => "strain",
        "disp" => "displacement",
        "incl" => "inclination",
        "temp" => "temperature",
        "rh" => "relativeHumidity",
        "force" => "force",
        _ => "",
    };
}
