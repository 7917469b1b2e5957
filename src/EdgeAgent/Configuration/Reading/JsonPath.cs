using System.Globalization;

namespace EdgeTwin.EdgeAgent.Configuration.Reading;

/// <summary>Paths as people read them: <c>sensors[2].mounting.positionM</c>.</summary>
internal static class JsonPath
{
    public static string Property(string path, string name)
    {
        if (name.Length == 0 || name.AsSpan().IndexOfAny(". []\"") >= 0)
            return $"{path}[\"{name}\"]";
        return path.Length == 0 ? name : $"{path}.{name}";
    }

    public static string Item(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    /// <summary>Whether <paramref name="path"/> is <paramref name="ancestor"/> or lies below it.</summary>
    public static bool IsWithin(string path, string ancestor) =>
        ancestor.Length == 0
        || (path.StartsWith(ancestor, StringComparison.Ordinal) && (path.Length == ancestor.Length || path[ancestor.Length] is '.' or '['));

    /// <summary>The path one step up; <see langword="null"/> above the file.</summary>
    public static string? Parent(string path) =>
        path.Length == 0 ? null : path[..Math.Max(0, path.AsSpan().LastIndexOfAny(".["))];
}
