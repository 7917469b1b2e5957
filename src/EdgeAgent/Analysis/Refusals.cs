namespace EdgeTwin.EdgeAgent.Analysis;

/// <summary>Turns a refusal of the mathematics into an error that names the file.</summary>
internal static class Refusals
{
    /// <exception cref="AnalysisException">The mathematics refused the input; the message names file and reason.</exception>
    public static T Named<T>(string file, Func<T> analyse)
    {
        try
        {
            return analyse();
        }
        catch (ArgumentException exception)
        {
            throw new AnalysisException($"{file}: {Words(exception)}", exception);
        }
    }

    /// <summary>The reason without the name of the parameter, which says something to programmers only.</summary>
    public static string Words(ArgumentException exception) =>
        exception.ParamName is { Length: > 0 } name ? exception.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : exception.Message;
}
