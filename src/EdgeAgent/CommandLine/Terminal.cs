namespace EdgeTwin.EdgeAgent.CommandLine;

/// <summary>Colour for people: only on a terminal, never when NO_COLOR is set (no-color.org) or the terminal cannot show it.</summary>
internal static class Terminal
{
    public static string Red(string text, TextWriter writer) => Paint(text, "31", writer);

    public static string Green(string text, TextWriter writer) => Paint(text, "32", writer);

    public static string Bold(string text, TextWriter writer) => Paint(text, "1", writer);

    /// <summary>Whether a person watches, so that a line may be written over again.</summary>
    public static bool IsWatched(TextWriter writer) =>
        Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb")
        && ((ReferenceEquals(writer, Console.Out) && !Console.IsOutputRedirected)
            || (ReferenceEquals(writer, Console.Error) && !Console.IsErrorRedirected));

    private static string Paint(string text, string code, TextWriter writer) =>
        ShowsColour(writer) ? $"\u001b[{code}m{text}\u001b[0m" : text;

    private static bool ShowsColour(TextWriter writer)
    {
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")))
            return false;
        return IsWatched(writer);
    }
}
