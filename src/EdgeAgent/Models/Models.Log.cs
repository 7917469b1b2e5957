namespace EdgeTwin.EdgeAgent.Models;

internal static partial class ModelsLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Model host {ProcessId} runs {Model}")]
    public static partial void ModelHostStarted(this ILogger logger, int processId, string model);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Model host: {Reason}")]
    public static partial void ModelHostFailed(this ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Model host says: {Line}")]
    public static partial void ModelHostSaid(this ILogger logger, string line);

    [LoggerMessage(Level = LogLevel.Information, Message = "Baseline {Hash} of {Windows} windows is active")]
    public static partial void BaselineActive(this ILogger logger, string hash, int windows);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{What}: {Reason}")]
    public static partial void BaselineProblem(this ILogger logger, string what, string reason);
}
