using System.CommandLine;

namespace EdgeTwin.EdgeAgent.Analysis;

/// <summary><c>edgetwin analyze WHAT FILE…</c>: the structural mathematics on any recording, without a station. One class per WHAT; README.md here says how to add one.</summary>
internal static class AnalyzeCommand
{
    public static Command Create() => new("analyze", "Analyse recordings: what an engineer reads from them, as a table or as JSON.")
    {
        AnalyzeChannels.Create(),
        AnalyzeSpectrum.Create(),
        AnalyzeEvents.Create(),
        AnalyzeModes.Create(),
        AnalyzeTrack.Create(),
        AnalyzeStiffness.Create(),
        AnalyzeSettlement.Create(),
        AnalyzeBeam.Create(),
        AnalyzeFatigue.Create(),
        AnalyzePrognosis.Create(),
        AnalyzeTraffic.Create(),
        AnalyzeMoisture.Create(),
        AnalyzeCorrosion.Create(),
        AnalyzeFaults.Create(),
        AnalyzeNovelty.Create(),
    };
}
