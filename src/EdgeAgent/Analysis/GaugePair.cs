using EdgeTwin.EdgeAgent.Analysis.Files;

namespace EdgeTwin.EdgeAgent.Analysis;

/// <summary>The two gauges of a traffic analysis, in ue.</summary>
internal sealed record GaugePair(double[] First, double[] Second, double SampleRateHz, DateTimeOffset? Start)
{
    public static GaugePair Of(AnalysisRecording recording, IReadOnlyList<string> names)
    {
        var chosen = recording.Choose(names, "strain");
        if (chosen.Count != 2)
            throw new AnalysisException($"{recording.File}: two gauges are needed, and {chosen.Count} channels were chosen. Name them with --gauges FIRST,SECOND.");
        if (recording.SampleRateHz < 20)
            throw new AnalysisException($"{recording.File}: {recording.SampleRateHz:0.###} Hz is too slow to see vehicles; at least 20 Hz are needed.");
        return new GaugePair(chosen[0].In("ue"), chosen[1].In("ue"), recording.SampleRateHz, recording.Start);
    }
}
