using System.Globalization;

namespace EdgeTwin.EdgeAgent.Configuration;

/// <summary>One mistake in a station file.</summary>
/// <param name="Path">Where in the file's tree: <c>sensors[2].mounting.positionM</c>; empty for the file as a whole.</param>
/// <param name="Line">Line in the file, from 1; 0 when the file could not be read at all.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Fix">What to do about it.</param>
internal sealed record ConfigurationError(string Path, int Line, string Problem, string Fix)
{
    /// <summary>Problem and fix as one sentence.</summary>
    public string Message => $"{Problem}; {Fix}";

    /// <summary>The line that compilers print and editors understand: <c>file:line: path: message</c>.</summary>
    public string Describe(string sourceName)
    {
        var place = Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{sourceName}:{Line}") : sourceName;
        return Path.Length == 0 ? $"{place}: {Message}" : $"{place}: {Path}: {Message}";
    }
}
