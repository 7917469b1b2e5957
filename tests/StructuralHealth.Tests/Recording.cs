using System.Globalization;
using System.IO.Compression;

namespace EdgeTwin.StructuralHealth.Tests;

/// <summary>One column-wise recording of a real structure; an empty cell is NaN.</summary>
internal sealed record Recording(IReadOnlyDictionary<string, float[]> Channels)
{
    public static Recording Read(string set, string file)
    {
        var path = Path.Combine(RepositoryFiles.Recordings!, set, file);
        using Stream stored = File.OpenRead(path);
        using var plain = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stored, CompressionMode.Decompress) : stored;
        using var reader = new StreamReader(plain);
        var names = reader.ReadLine()!.Split(',');
        var columns = names.Select(_ => new List<float>()).ToArray();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            for (var column = 1; column < names.Length; column++)
                columns[column].Add(cells[column].Length == 0 ? float.NaN : float.Parse(cells[column], CultureInfo.InvariantCulture));
        }

        return new Recording(Enumerable.Range(1, names.Length - 1).ToDictionary(column => names[column], column => columns[column].ToArray()));
    }

    public static string QuantityOf(string channel) => channel.Split('_')[0] switch
    {
        "acc" => "acceleration",
        "strain" => "strain",
        "disp" => "displacement",
        "incl" => "inclination",
        "temp" => "temperature",
        "force" => "force",
        _ => "",
    };
}
