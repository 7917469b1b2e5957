namespace EdgeTwin.EdgeAgent.Configuration;

/// <summary>Simply supported Euler-Bernoulli beam. Neutral-axis distance turns curvature into strain.</summary>
internal sealed record BeamConfiguration(
    double MassKgPerM, double BendingStiffnessNm2, double DampingRatio, double NeutralAxisToGaugeM);
