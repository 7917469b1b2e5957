using System.Numerics;
using EdgeTwin.EdgeAgent.Analysis.Files;
using EdgeTwin.StructuralHealth.Modal;

namespace EdgeTwin.EdgeAgent.Analysis;

/// <summary>What <c>analyze modes --json</c> says of one recording.</summary>
internal sealed record ModesResult(
    string File,
    DateTimeOffset? Start,
    double DurationSeconds,
    double LowHz,
    double HighHz,
    double AnalysisRateHz,
    int OrderMaximum,
    IReadOnlyList<string> Channels,
    IReadOnlyList<string> References,
    IReadOnlyList<ModeResult> Modes,
    ModalRefusal? Refusal,
    IReadOnlyList<string> Cautions)
{
    public static ModesResult From(AnalysisRecording recording, IReadOnlyList<AnalysisChannel> channels, ModalAnalysis analysis) => new(
        recording.File,
        recording.Start,
        recording.DurationSeconds,
        analysis.Band.LowHz,
        analysis.Band.HighHz,
        analysis.AnalysisRateHz,
        analysis.OrderMaximum,
        [.. channels.Select(channel => channel.Name)],
        [.. analysis.References.Select(index => channels[index].Name)],
        [.. analysis.Modes.Select(ModeResult.From)],
        analysis.Refusal,
        analysis.Cautions);
}

/// <summary>One mode; standard deviations are one sigma.</summary>
internal sealed record ModeResult(
    double FrequencyHz,
    double FrequencyStdHz,
    double DampingPercent,
    double DampingStdPercent,
    double PhaseCollinearity,
    double MeanPhaseDeviationDegrees,
    double Stability,
    double SpectralPeakHz,
    double SpectralMac,
    bool IsHarmonic,
    double Kurtosis,
    IReadOnlyList<ShapeComponent> Shape)
{
    public static ModeResult From(IdentifiedMode mode) => new(
        mode.FrequencyHz,
        mode.FrequencyStdHz,
        100 * mode.DampingRatio,
        100 * mode.DampingStd,
        mode.PhaseCollinearity,
        mode.MeanPhaseDeviationDegrees,
        mode.Stability,
        mode.FrequencyDomain.PeakHz,
        mode.FrequencyDomain.Mac,
        mode.Harmonic.IsHarmonic,
        mode.Harmonic.Kurtosis,
        [.. mode.Shape.Zip(mode.ShapeStd, ShapeComponent.From)]);
}

/// <summary>Displacement of one channel, the largest real part of all being 1.</summary>
internal sealed record ShapeComponent(double Real, double Imaginary, double Std)
{
    public static ShapeComponent From(Complex value, double std) => new(value.Real, value.Imaginary, std);
}
