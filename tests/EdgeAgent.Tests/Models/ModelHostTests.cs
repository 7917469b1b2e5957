using System.Diagnostics;
using EdgeTwin.EdgeAgent.Models.Host;
using EdgeTwin.EdgeAgent.Models.Onnx;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeTwin.EdgeAgent.Tests.Models;

/// <summary>A real child process, really killed, stopped and starved.</summary>
public sealed class ModelHostTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly string _folder = RepositoryFiles.TemporaryFolder("model-host");
    private readonly (double[] Features, double[] Covariates) _window = ModelTrial.Windows(TrainedBaseline.Baseline).ElementAt(2);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task TryScore_HealthyModel_EqualsTheBaseline()
    {
        using var host = await StartedAsync(TrainedBaseline.WriteTo(_folder));
        var answer = host.TryScore(_window.Features, _window.Covariates);
        TrainedBaseline.Baseline.TryScore(_window.Features, _window.Covariates, new double[4], out var score);
        Assert.NotNull(answer);
        Assert.Equal(1, answer.Score / score.Score, 1e-6);
    }

    [Fact]
    public async Task TryScore_ChildKilled_LosesOneInferenceAndComesBack()
    {
        using var host = await StartedAsync(TrainedBaseline.WriteTo(_folder));
        var first = host.ProcessId!.Value;
        Signal("-KILL", first);
        await Eventually.TrueAsync(() => host.TryScore(_window.Features, _window.Covariates) is null, Deadline, "a dead child answers nothing");
        await Eventually.TrueAsync(() => host.TryScore(_window.Features, _window.Covariates) is not null, Deadline, "a new child answers");
        Assert.NotEqual(first, host.ProcessId);
        Assert.Equal(1, host.Restarts);
        Assert.Null(host.Failure);
    }

    [Fact]
    public async Task TryScore_ChildHangs_ReturnsInTimeAndReplacesIt()
    {
        using var host = await StartedAsync(TrainedBaseline.WriteTo(_folder), timeoutSeconds: 1);
        var first = host.ProcessId!.Value;
        Signal("-STOP", first);
        var start = TimeProvider.System.GetTimestamp();
        Assert.Null(host.TryScore(_window.Features, _window.Covariates));
        Assert.InRange(TimeProvider.System.GetElapsedTime(start).TotalSeconds, 0.5, 8);
        await Eventually.TrueAsync(() => host.TryScore(_window.Features, _window.Covariates) is not null, Deadline, "a new child answers");
        Assert.False(Directory.Exists($"/proc/{first}"));
    }

    [Fact]
    public async Task Heartbeat_IdleChildHangs_IsReplacedWithoutAnyInference()
    {
        using var host = await StartedAsync(TrainedBaseline.WriteTo(_folder), timeoutSeconds: 1);
        var first = host.ProcessId!.Value;
        Signal("-STOP", first);
        await Eventually.TrueAsync(() => host.ProcessId is { } now && now != first, Deadline, "the heartbeat finds the hung child");
    }

    [Fact]
    public async Task Use_CorruptFile_SaysWhyAndTheNextModelRuns()
    {
        var corrupt = Path.Combine(_folder, "corrupt.onnx");
        await File.WriteAllBytesAsync(corrupt, [.. TrainedBaseline.Onnx[..500], 0xff, 0xfe]);
        using var host = new ModelHost(Options(5), NullLogger.Instance, TimeProvider.System);
        host.Use(corrupt);
        await Eventually.TrueAsync(() => host.Failure is not null, Deadline, "the failure is reported");
        Assert.Null(host.TryScore(_window.Features, _window.Covariates));
        Assert.NotNull(ModelTrial.Run(Options(5), corrupt, TrainedBaseline.Baseline));
        host.Use(TrainedBaseline.WriteTo(_folder));
        await Eventually.TrueAsync(() => host.TryScore(_window.Features, _window.Covariates) is not null, Deadline, "the good model answers");
    }

    [Fact]
    public async Task TryScore_ModelEatsMemory_FailsAndTheAgentLivesOn()
    {
        using var host = await StartedAsync(WriteGreedyModel());
        var before = Environment.WorkingSet;
        Assert.Null(host.TryScore(_window.Features, _window.Covariates));
        Assert.NotNull(host.Failure);
        Assert.InRange(Environment.WorkingSet - before, long.MinValue, 100L << 20);
    }

    [Fact]
    public async Task Host_AgentGoneDuringALongInference_EndsAtOnce()
    {
        var (pipe, pidFile, answers) = ($"{_folder}/in", $"{_folder}/pid", $"{_folder}/answers");
        var requests = WriteRequests(WriteSlowModel());
        // A shell stands for the agent: only it holds the writing end of the host's input.
        using var agent = Process.Start("/bin/sh",
        [
            "-c",
            $"mkfifo '{pipe}'; {string.Join(' ', ModelHostOptions.AgentCommand())} model-host 1024 < '{pipe}' > '{answers}' & echo $! > '{pidFile}'; "
            + $"exec 3> '{pipe}'; cat '{requests}' >&3; exec sleep 600",
        ]);
        await Eventually.TrueAsync(() => File.Exists(answers) && new FileInfo(answers).Length > 0, Deadline, "the model is loaded");
        var host = (await File.ReadAllTextAsync(pidFile)).Trim();
        var start = TimeProvider.System.GetTimestamp();
        agent.Kill();
        await Eventually.TrueAsync(() => !Directory.Exists($"/proc/{host}"), Deadline, "the host ended with its agent");
        Assert.InRange(TimeProvider.System.GetElapsedTime(start).TotalSeconds, 0, 20);
    }

    private static ModelHostOptions Options(double timeoutSeconds) => new()
    {
        Command = ModelHostOptions.AgentCommand(),
        MemoryMegabytes = 256,
        Timeout = TimeSpan.FromSeconds(timeoutSeconds),
        HeartbeatInterval = TimeSpan.FromSeconds(1),
    };

    private static async Task<ModelHost> StartedAsync(string model, double timeoutSeconds = 20)
    {
        var host = new ModelHost(Options(timeoutSeconds), NullLogger.Instance, TimeProvider.System);
        host.Use(model);
        await Eventually.TrueAsync(() => host.IsReady, Deadline, "the host is ready");
        return host;
    }

    private static void Signal(string signal, int processId)
    {
        using var kill = Process.Start("/bin/kill", [signal, processId.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private string WriteRequests(string model)
    {
        var path = Path.Combine(_folder, "requests");
        using var file = File.Create(path);
        HostFrame.Write(file, HostFrameKind.Load, 1, System.Text.Encoding.UTF8.GetBytes(model));
        HostFrame.Write(file, HostFrameKind.Score, 2, HostPayload.ScoreRequest(_window.Features, _window.Covariates));
        return path;
    }

    /// <summary>A valid model that wants a square of 32768 x 32768 doubles (8 GB) on its way.</summary>
    private string WriteGreedyModel() => WriteSquares("greedy", side: 32_768, products: 0);

    /// <summary>A valid model that multiplies matrices for many minutes.</summary>
    private string WriteSlowModel() => WriteSquares("slow", side: 2048, products: 1000);

    private string WriteSquares(string name, int side, int products)
    {
        var graph = new OnnxGraphBuilder(name);
        graph.Input("features", "", 1, 4);
        graph.Input("covariates", "", 1, 2);
        var column = graph.Node("Expand", "column", graph.Node("ReduceSum", "sum", "features"), graph.Constant("tall", [(long)side, 1]));
        var row = graph.Node("Expand", "row", "sum", graph.Constant("wide", [1L, side]));
        var square = graph.Node("MatMul", "square", column, row);
        for (var i = 0; i < products; i++)
            square = graph.Node("MatMul", $"product{i}", square, "square");
        graph.Node("ReduceSum", "total", square);
        var flat = graph.Constant("flat", [1L]);
        graph.Node("Reshape", "score", "total", flat);
        graph.Node("Reshape", "index", "total", flat);
        graph.Node("Identity", "contributions", "features");
        graph.Node("Identity", "expected", "features");
        graph.Output("score", "", 1);
        graph.Output("index", "", 1);
        graph.Output("contributions", "", 1, 4);
        graph.Output("expected", "", 1, 4);
        var path = Path.Combine(_folder, $"{name}.onnx");
        File.WriteAllBytes(path, graph.Build("0", []).ToByteArray());
        return path;
    }
}
