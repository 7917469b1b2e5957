using System.Diagnostics;
using System.Globalization;
using EdgeTwin.EdgeAgent.Models;

namespace EdgeTwin.EdgeAgent.Tests.Models;

public sealed class ModelServiceTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);
    private readonly string _folder = RepositoryFiles.TemporaryFolder("models");
    private readonly SimulatedStation _station = new();
    private readonly List<string> _audited = [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Score_DroppedFrequency_IsUnusualAndNamesTheMode()
    {
        using var service = await TrainedAsync();
        var usual = service.Score(_station.Next())!;
        Assert.InRange(usual.Index, 0, 1);
        _station.Mode1Drop = 0.03;
        var damaged = service.Score(_station.Next())!;
        Assert.InRange(damaged.Index, 2, double.MaxValue);
        Assert.Equal(damaged.Score, damaged.Contributions.Sum(c => c.Contribution), 1e-9 * damaged.Score);
        var worst = damaged.Contributions.MaxBy(c => c.Contribution);
        Assert.Equal("span-1/mode-1-frequency", worst.FeatureId);
        Assert.Equal(3.35, worst.Expected, 0.05);
        Assert.Equal(0.97, worst.Value / worst.Expected, 0.01);
        Assert.Contains("baseline-activated", _audited);
    }

    [Fact]
    public async Task Constructor_AfterRestart_TheSameBaselineIsActiveAtOnce()
    {
        string hash;
        using (var service = await TrainedAsync())
            hash = service.Status.ModelHash!;
        using var restarted = new ModelService(Parts());
        Assert.Equal(ModelState.Active, restarted.Status.State);
        Assert.Equal(hash, restarted.Status.ModelHash);
        await Eventually.TrueAsync(() => restarted.Score(_station.Next()) is not null, Deadline, "the host answers");
    }

    [Fact]
    public void Score_StoppedWhileLearning_GoesOnWhereItWas()
    {
        using (var service = new ModelService(Parts()))
        {
            for (var i = 0; i < 50; i++)
                Assert.Null(service.Score(_station.Next()));
        }

        // A power cut in the middle of a record.
        var file = Path.Combine(_folder, "models", "baseline.windows");
        using (var torn = new FileStream(file, FileMode.Open))
            torn.SetLength(torn.Length - 5);
        using var restarted = new ModelService(Parts());
        Assert.Equal((49, 130), (restarted.Status.WindowsLearnt, restarted.Status.WindowsNeeded));
        Assert.Contains("49 of 130", restarted.Status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Restore_KnownAndNewWindows_TakesEachOnce()
    {
        var frames = Enumerable.Range(0, 30).Select(_ => _station.Next()).ToList();
        using var service = new ModelService(Parts());
        foreach (var frame in frames.Take(20))
            service.Score(frame);
        service.Restore(frames);
        Assert.Equal(30, service.Status.WindowsLearnt);
    }

    [Fact]
    public void Score_StructuralAlarmOpen_LearnsNothing()
    {
        using var service = new ModelService(Parts() with { IsStructuralAlarmOpen = () => true });
        for (var i = 0; i < 10; i++)
            service.Score(_station.Next());
        Assert.Equal(0, service.Status.WindowsLearnt);
        Assert.Contains("alarm", service.Status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Score_FaultyChannel_ScoresTheOthersAndBlamesNothingOnIt()
    {
        using var service = await TrainedAsync();
        _station.FaultyChannel = "strain-2.strain";
        var frame = _station.Next();
        frame.Values[3] = 1e6;
        var score = service.Score(frame)!;
        Assert.InRange(score.Index, 0, 1);
        var faulty = score.Contributions.Single(c => c.FeatureId == "strain-2.strain/range");
        Assert.Equal(0, faulty.Contribution);
        Assert.True(double.IsNaN(faulty.Value));
        Assert.Equal(score.Score, score.Contributions.Sum(c => c.Contribution), 1e-6 * (1 + score.Score));
    }

    [Fact]
    public async Task Score_FarColderThanLearnt_SaysNothingAndWhy()
    {
        using var service = await TrainedAsync();
        _station.TemperatureC = -15;
        Assert.Null(service.Score(_station.Next()));
        Assert.Contains("-15", service.Status.Message, StringComparison.Ordinal);
        Assert.Null(service.Expected("span-1/mode-1-frequency", -15, 0.02));
        Assert.Equal(3.352, service.Expected("span-1/mode-1-frequency", 12, 0.02)!.Value, 0.01);
        Assert.Null(service.Expected("span-9/mode-1-frequency", 12, 0.02));
    }

    [Fact]
    public async Task Score_HostKilled_LosesAWindowAndComesBack()
    {
        using var service = await TrainedAsync();
        using (var kill = Process.Start("/bin/kill", ["-KILL", service.Status.HostProcessId!.Value.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        await Eventually.TrueAsync(() => service.Score(_station.Next()) is null, Deadline, "a dead host answers nothing");
        Assert.Equal(ModelState.Failed, service.Status.State);
        await Eventually.TrueAsync(() => service.Score(_station.Next()) is not null, Deadline, "a new host answers");
        Assert.Equal(ModelState.Active, service.Status.State);
        Assert.Equal(1, service.Status.HostRestarts);
    }

    [Fact]
    public async Task Constructor_BaselineFileDamaged_LearnsAgainFromTheWindowsOnDisk()
    {
        using (await TrainedAsync())
        {
        }

        var onnx = Directory.GetFiles(Path.Combine(_folder, "models"), "*.onnx").Single();
        await File.AppendAllTextAsync(onnx, "x");
        using var restarted = new ModelService(Parts());
        Assert.Equal(ModelState.Learning, restarted.Status.State);
        Assert.Contains("baseline-rejected", _audited);
        restarted.Score(_station.Next());
        await Eventually.TrueAsync(() => restarted.Status.State == ModelState.Active, Deadline, "a new baseline is active");
    }

    [Fact]
    public async Task Constructor_OtherPersistence_RetiresTheBaselineWhoseThresholdItWas()
    {
        using (await TrainedAsync())
        {
        }

        var parts = Parts();
        using var restarted = new ModelService(parts with { Model = parts.Model with { PersistenceWindows = 3 } });
        Assert.Equal(ModelState.Learning, restarted.Status.State);
        Assert.Contains("baseline-retired", _audited);
        Assert.Equal(130, restarted.Status.WindowsLearnt);
    }

    [Fact]
    public void Score_TurnedOffOrNothingToLearn_SaysSo()
    {
        var parts = Parts();
        using var off = new ModelService(parts with { Model = parts.Model with { BaselineWindows = 0 } });
        Assert.Null(off.Score(_station.Next()));
        Assert.Equal(ModelState.Off, off.Status.State);
        using var nothing = new ModelService(parts with { Model = parts.Model with { Features = ["no-such/*"] } });
        Assert.Null(nothing.Score(_station.Next()));
        Assert.Equal(ModelState.Failed, nothing.Status.State);
    }

    [Fact]
    public void Constructor_StateDirectoryIsAFile_GoesOnWithoutAModel()
    {
        var file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        using var service = new ModelService(Parts() with { StateDirectory = file });
        Assert.Null(service.Score(_station.Next()));
        Assert.Equal(1, service.Status.WindowsLearnt);
    }

    private ModelServiceParts Parts() => SimulatedStation.Parts(_folder) with
    {
        Audit = (action, _) =>
        {
            lock (_audited)
                _audited.Add(action);
        },
    };

    private async Task<ModelService> TrainedAsync()
    {
        var service = new ModelService(Parts());
        for (var i = 0; i < 130; i++)
            service.Score(_station.Next());
        await Eventually.TrueAsync(() => service.Status is { State: ModelState.Active, HostProcessId: not null }, Deadline, "the baseline is active: " + service.Status.Message);
        return service;
    }
}
