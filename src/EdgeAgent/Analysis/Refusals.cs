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
            throw new AnalysisException($"{file}: {exception.Message}", exception);
        }
    }
}
