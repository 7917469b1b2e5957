using EdgeTwin.EdgeAgent.Configuration;

namespace EdgeTwin.EdgeAgent.Tests.Configuration;

public sealed class ExampleStationTests
{
    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Path.Combine(RepositoryFiles.Root, "config"), "*-station.json").Select(path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Load_Example_IsValid(string name)
    {
        var result = StationFile.Load(Path.Combine(RepositoryFiles.Root, "config", name));

        Assert.Empty(result.Errors.Select(error => error.Describe(name)));
    }

    [Fact]
    public void BuiltInStations_AreTheExamples()
    {
        Assert.Equal(File.ReadAllBytes(Path.Combine(RepositoryFiles.Root, "config", "reference-station.json")), ExampleStations.Reference());
        Assert.Equal(File.ReadAllBytes(Path.Combine(RepositoryFiles.Root, "config", "demo-station.json")), ExampleStations.Demo());
    }

    /// <summary>f(n) = n² π / (2 L²) · sqrt(EI / m), the simply supported Euler-Bernoulli beam.</summary>
    [Fact]
    public void ReferenceStation_ModeBands_HoldTheFrequenciesOfItsBeam()
    {
        var station = StationFile.Parse(ExampleStations.Reference(), "reference").Configuration!;
        var span = station.Structure.Spans[0];
        var first = Math.PI / (2 * span.LengthM * span.LengthM) * Math.Sqrt(span.Beam!.BendingStiffnessNm2 / span.Beam.MassKgPerM);

        Assert.InRange(first, 3, 4);
        for (var n = 1; n <= 3; n++)
        {
            var mode = station.Features.Modes[n - 1];
            Assert.InRange(n * n * first, mode.LowHz * 1.1, mode.HighHz / 1.1);
        }
    }

    [Fact]
    public void DemoStation_Baseline_IsLearntWithinFiveMinutes()
    {
        var station = StationFile.Parse(ExampleStations.Demo(), "demo").Configuration!;

        var baselineSeconds = (double)station.Model.BaselineWindows * station.Windows.Seconds;
        Assert.True(baselineSeconds / station.Simulation!.Speed < 270, "the baseline takes too long");
        Assert.True(baselineSeconds >= station.Simulation.DayHours * 3600, "the baseline does not cover a whole temperature cycle");
    }
}
