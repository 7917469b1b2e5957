namespace EdgeTwin.EdgeAgent.Models;

/// <summary>Answers what the baseline expects of a feature at a temperature and excitation.</summary>
internal interface IBaselineExpectation
{
    /// <summary>The expected value; <see langword="null"/> without a baseline, for a feature outside it, or far outside the baseline's conditions.</summary>
    double? Expected(string featureId, double temperatureC, double excitationMps2);
}
