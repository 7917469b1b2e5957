namespace EdgeTwin.StructuralHealth.MiniSeed;

/// <summary>What follows from an encoding: the type of its samples, and how many samples its bytes can hold at most.</summary>
public static class MiniSeedEncodings
{
    private static readonly (MiniSeedEncoding Encoding, string Name)[] s_names =
    [
        (MiniSeedEncoding.Text, "text"),
        (MiniSeedEncoding.Int16, "int16"),
        (MiniSeedEncoding.Int32, "int32"),
        (MiniSeedEncoding.Float32, "float32"),
        (MiniSeedEncoding.Float64, "float64"),
        (MiniSeedEncoding.Steim1, "steim1"),
        (MiniSeedEncoding.Steim2, "steim2"),
    ];

    /// <summary>Names of all encodings that are read and written, as used on the command line.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_names.Select(pair => pair.Name)];

    /// <summary>Name of an encoding, as used on the command line.</summary>
    /// <exception cref="ArgumentException">The encoding is not one of <see cref="MiniSeedEncoding"/>.</exception>
    public static string NameOf(MiniSeedEncoding encoding)
    {
        foreach (var (known, name) in s_names)
        {
            if (known == encoding)
                return name;
        }

        throw new ArgumentException($"Encoding {(byte)encoding} is not one of {string.Join(", ", Names)}.", nameof(encoding));
    }

    /// <summary>The encoding of a name, in lower case.</summary>
    public static bool TryParse(string name, out MiniSeedEncoding encoding)
    {
        foreach (var (known, knownName) in s_names)
        {
            encoding = known;
            if (knownName == name)
                return true;
        }

        encoding = default;
        return false;
    }

    /// <summary>Whether records of this encoding can be read and written.</summary>
    public static bool IsSupported(MiniSeedEncoding encoding) => Array.Exists(s_names, pair => pair.Encoding == encoding);

    /// <summary>The type of the decoded samples.</summary>
    public static MiniSeedSampleType SampleTypeOf(MiniSeedEncoding encoding) => encoding switch
    {
        MiniSeedEncoding.Text => MiniSeedSampleType.Text,
        MiniSeedEncoding.Float32 => MiniSeedSampleType.Float32,
        MiniSeedEncoding.Float64 => MiniSeedSampleType.Float64,
        _ => MiniSeedSampleType.Integer,
    };

    internal static bool IsSteim(MiniSeedEncoding encoding) => encoding is MiniSeedEncoding.Steim1 or MiniSeedEncoding.Steim2;

    /// <summary>The most samples that <paramref name="dataBytes"/> can hold; bounds what a header may claim before anything is allocated for it.</summary>
    internal static long CapacityOf(MiniSeedEncoding encoding, long dataBytes) => encoding switch
    {
        MiniSeedEncoding.Text => dataBytes,
        MiniSeedEncoding.Int16 => dataBytes / sizeof(short),
        MiniSeedEncoding.Float64 => dataBytes / sizeof(double),
        MiniSeedEncoding.Steim1 => SteimFrame.WordsIn(dataBytes) * 4,
        MiniSeedEncoding.Steim2 => SteimFrame.WordsIn(dataBytes) * 7,
        _ => dataBytes / sizeof(int),
    };
}
