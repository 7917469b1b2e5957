using System.IO.Enumeration;

namespace EdgeTwin.EdgeAgent.Analysis.Files;

/// <summary>A recording in memory: channels on one even grid of sample times; a sample that the file does not have is NaN.</summary>
/// <param name="File">Path as given.</param>
/// <param name="Start">UTC of the first sample; null where the file only counts seconds.</param>
/// <param name="SampleRateHz">Samples per second.</param>
/// <param name="MissingSampleSets">Sample sets that the file's times step over, filled with NaN.</param>
/// <param name="Channels">In the order of the file; each has <see cref="Length"/> samples.</param>
internal sealed record AnalysisRecording(
    string File, DateTimeOffset? Start, double SampleRateHz, long MissingSampleSets, IReadOnlyList<AnalysisChannel> Channels)
{
    /// <summary>Sample sets, missing ones included.</summary>
    public int Length => Channels[0].Samples.Length;

    public double DurationSeconds => Length / SampleRateHz;

    /// <summary>
    /// The channels that a person named (exact names, or patterns with * and ?), else those of a quantity.
    /// </summary>
    /// <param name="named">From the command line; empty: choose by quantity.</param>
    /// <param name="quantities">Quantities that the analysis is made for; empty: every channel.</param>
    /// <exception cref="AnalysisException">A name fits no channel, or no channel has such a quantity; the message lists what there is.</exception>
    public IReadOnlyList<AnalysisChannel> Choose(IReadOnlyList<string> named, params string[] quantities)
    {
        if (named.Count == 0)
        {
            var fitting = Channels.Where(channel => quantities.Length == 0 || quantities.Contains(channel.Quantity)).ToList();
            return fitting.Count > 0 ? fitting : throw new AnalysisException(
                $"{File}: no channel measures {string.Join(" or ", quantities)}. It has {Names()}. Name the channels to take with --channels.");
        }

        var chosen = new List<AnalysisChannel>();
        foreach (var name in named)
        {
            var fitting = Channels.Where(channel => FileSystemName.MatchesSimpleExpression(name, channel.Name, ignoreCase: false)).ToList();
            if (fitting.Count == 0)
                throw new AnalysisException($"{File}: no channel is named {name}. It has {Names()}.");
            chosen.AddRange(fitting.Where(channel => !chosen.Contains(channel)));
        }

        return chosen;
    }

    private string Names()
    {
        const int Shown = 12;
        var names = string.Join(", ", Channels.Take(Shown).Select(channel => channel.Name));
        return Channels.Count > Shown ? $"{names} and {Channels.Count - Shown} more" : names;
    }
}
