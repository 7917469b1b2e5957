namespace EdgeTwin.StructuralHealth.Evaluation.Sets;

/// <summary>One file of the benchmark with the detections of a detector.</summary>
internal sealed record NabFile(string Name, int Rows, IReadOnlyList<(int First, int Last)> Windows, IReadOnlyList<int> Detections);
