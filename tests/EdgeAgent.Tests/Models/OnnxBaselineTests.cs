using EdgeTwin.EdgeAgent.Models.Host;
using EdgeTwin.EdgeAgent.Models.Onnx;
using EdgeTwin.StructuralHealth.Novelty;

namespace EdgeTwin.EdgeAgent.Tests.Models;

public sealed class OnnxBaselineTests : IDisposable
{
    private readonly string _folder = RepositoryFiles.TemporaryFolder("onnx");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Write_RunByOnnxRuntime_EqualsTheBaseline()
    {
        using var session = new OnnxSession(TrainedBaseline.WriteTo(_folder));
        var baseline = TrainedBaseline.Baseline;
        var (contributions, expected) = (new double[baseline.FeatureCount], new double[baseline.FeatureCount]);
        foreach (var (features, covariates) in ModelTrial.Windows(baseline))
        {
            var answer = session.Run(features, covariates);
            Assert.True(baseline.TryScore(features, covariates, contributions, out var score));
            baseline.Expected(covariates, expected);
            Assert.Equal(1, answer.Score / score.Score, 1e-6);
            Assert.Equal(1, answer.Index / score.Index, 1e-6);
            for (var i = 0; i < contributions.Length; i++)
            {
                Assert.Equal(contributions[i], answer.Contributions[i], 1e-6 * score.Score);
                Assert.Equal(1, answer.Expected[i] / expected[i], 1e-6);
            }
        }
    }

    [Fact]
    public void Write_NoCovariates_EqualsTheBaseline()
    {
        var p = TrainedBaseline.Baseline.Parameters with
        {
            Covariates = [], CovariateCentre = [], CovariateScale = [], CovariateLow = [], CovariateHigh = [], Coefficients = [],
        };
        var baseline = new NoveltyBaseline(p);
        var path = Path.Combine(_folder, "plain.onnx");
        File.WriteAllBytes(path, OnnxBaselineWriter.Write(baseline, TrainedBaseline.Card));
        using var session = new OnnxSession(path);
        double[] features = [3.3, 9.0, 0.3, 0.05];
        Assert.True(baseline.TryScore(features, [], new double[4], out var score));
        Assert.Equal(1, session.Run(features, []).Score / score.Score, 1e-6);
    }

    [Fact]
    public void Read_WrittenFile_GivesTheSameCardAndNumbers()
    {
        var (card, baseline) = BaselineCard.Read(TrainedBaseline.Onnx);
        Assert.Equivalent(TrainedBaseline.Card, card);
        Assert.Equivalent(TrainedBaseline.Baseline.Parameters, baseline.Parameters);
        Assert.Equal(TrainedBaseline.Onnx, OnnxBaselineWriter.Write(baseline, card));
    }

    [Fact]
    public void Read_EveryTruncation_IsRefusedOrComplete()
    {
        for (var length = 0; length < TrainedBaseline.Onnx.Length; length += 97)
        {
            var cut = TrainedBaseline.Onnx[..length];
            Assert.Throws<InvalidDataException>(() => BaselineCard.Read(cut));
        }
    }
}
