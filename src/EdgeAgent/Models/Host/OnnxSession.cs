using EdgeTwin.EdgeAgent.Models.Onnx;
using Microsoft.ML.OnnxRuntime;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace EdgeTwin.EdgeAgent.Models.Host;

/// <summary>One loaded model. Lives in the model host only.</summary>
internal sealed class OnnxSession : IDisposable
{
    private static readonly string[] Outputs =
        [OnnxBaselineWriter.Score, OnnxBaselineWriter.Index, OnnxBaselineWriter.Contributions, OnnxBaselineWriter.Expected];

    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly bool _takesCovariates;

    public OnnxSession(string path)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            // One small window at a time: an arena would only hold memory.
            EnableCpuMemArena = false,
            EnableMemoryPattern = false,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        _session = new InferenceSession(path, options);
        _takesCovariates = _session.InputMetadata.ContainsKey(OnnxBaselineWriter.Covariates);
    }

    public HostScore Run(double[] features, double[] covariates)
    {
        using var featureTensor = OrtValue.CreateTensorValueFromMemory(features, [1, features.Length]);
        using var covariateTensor = OrtValue.CreateTensorValueFromMemory(covariates, [1, covariates.Length]);
        var inputs = new Dictionary<string, OrtValue> { [OnnxBaselineWriter.Features] = featureTensor };
        if (_takesCovariates)
            inputs[OnnxBaselineWriter.Covariates] = covariateTensor;
        using var results = _session.Run(_run, inputs, Outputs);
        return new HostScore(
            results[0].GetTensorDataAsSpan<double>()[0],
            results[1].GetTensorDataAsSpan<double>()[0],
            results[2].GetTensorDataAsSpan<double>().ToArray(),
            results[3].GetTensorDataAsSpan<double>().ToArray());
    }

    public void Dispose()
    {
        _run.Dispose();
        _session.Dispose();
    }
}
