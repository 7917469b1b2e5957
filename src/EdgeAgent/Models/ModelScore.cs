namespace EdgeTwin.EdgeAgent.Models;

/// <summary>What a model says of one window. It may raise attention; it never decides on safety.</summary>
/// <param name="ModelHash">SHA-256 of the ONNX file, lower-case hex.</param>
/// <param name="Score">The model's own score (for the baseline: squared Mahalanobis distance).</param>
/// <param name="Index">Score divided by the threshold: above 1 is unusual.</param>
/// <param name="Contributions">Per feature, adding up to <paramref name="Score"/>, in the order of the model's inputs; 0 for a missing feature.</param>
/// <param name="Extrapolated">Temperature or excitation lie somewhat outside those the model learnt from; far outside there is no score.</param>
internal sealed record ModelScore(
    string ModelHash, double Score, double Index, IReadOnlyList<FeatureContribution> Contributions, bool Extrapolated = false);

/// <summary>One feature's part in a score.</summary>
/// <param name="FeatureId">Feature identifier.</param>
/// <param name="Value">Value in the window.</param>
/// <param name="Expected">Value the baseline expects at this temperature and excitation.</param>
/// <param name="Contribution">Its part of the score.</param>
internal readonly record struct FeatureContribution(string FeatureId, double Value, double Expected, double Contribution);

internal enum ModelState
{
    /// <summary>Turned off in the station file.</summary>
    Off,

    /// <summary>The commissioning period is under way.</summary>
    Learning,

    /// <summary>A model scores windows.</summary>
    Active,

    /// <summary>A model exists but its host fails; windows are not scored.</summary>
    Failed,
}

/// <summary>What health and the page show of the model.</summary>
/// <param name="State">State.</param>
/// <param name="Message">One sentence for a person: "Learning what is normal: 62 of 240 windows", "No model: …".</param>
/// <param name="WindowsLearnt">Windows of the baseline collected so far.</param>
/// <param name="WindowsNeeded">Windows the baseline needs.</param>
/// <param name="ModelHash">Hash of the active model, or null.</param>
/// <param name="HostProcessId">Process of the model host, or null.</param>
/// <param name="HostRestarts">How often the host had to be restarted.</param>
internal sealed record ModelStatus(
    ModelState State, string Message, int WindowsLearnt, int WindowsNeeded, string? ModelHash, int? HostProcessId, int HostRestarts);
