using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

// There is one processor, and most tests wait for a chip.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]

namespace EdgeTwin.DeviceFiles.Runner;

/// <summary>Runs the xunit tests of an assembly in this process: a test host needs more processes and seconds than there are.</summary>
internal sealed class TestRun(TextWriter results) : LongLivedMarshalByRefObject, IMessageSink
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(100);

    private readonly Lock _oneAtATime = new();
    private readonly TaskCompletionSource _finished = new();
    private int _passed;
    private int _failed;
    private int _skipped;

    /// <summary>Runs all tests; the last line of the results is their count.</summary>
    /// <returns>Whether there were tests and none failed.</returns>
    public static bool Execute(Assembly assembly, TextWriter results)
    {
        var run = new TestRun(results);
        using (var framework = new XunitTestFramework(run))
        using (var executor = framework.GetExecutor(assembly.GetName()))
        {
            executor.RunAll(run, new Options(), new Options());
            if (!run._finished.Task.Wait(Limit))
                run.Failed("the whole run", [$"not finished after {Limit.TotalSeconds} s"], []);
        }

        results.WriteLine($"{run._passed} passed, {run._failed} failed, {run._skipped} skipped");
        return run._failed == 0 && run._passed > 0;
    }

    /// <summary>Called by xunit, from any of its threads.</summary>
    public bool OnMessage(IMessageSinkMessage message)
    {
        lock (_oneAtATime)
        {
            switch (message)
            {
                case ITestPassed passed:
                    _passed++;
                    results.WriteLine($"ok   {Name(passed)} ({passed.ExecutionTime:0.00} s)");
                    break;
                case ITestSkipped skipped:
                    _skipped++;
                    results.WriteLine($"skip {Name(skipped)}: {skipped.Reason}");
                    break;
                case ITestFailed failed:
                    Failed(Name(failed), failed.Messages, failed.StackTraces);
                    break;
                case IErrorMessage error:
                    Failed("outside of a test", error.Messages, error.StackTraces);
                    break;
                case ITestClassCleanupFailure cleanup:
                    Failed(cleanup.TestClass.Class.Name, cleanup.Messages, cleanup.StackTraces);
                    break;
                case ITestAssemblyFinished:
                    _finished.SetResult();
                    break;
            }
        }

        return true;
    }

    private static string Name(ITestMessage message) => message.Test.DisplayName.Replace("EdgeTwin.DeviceFiles.", "", StringComparison.Ordinal);

    private void Failed(string name, string[] messages, string[] stackTraces)
    {
        _failed++;
        results.WriteLine($"FAIL {name}");
        foreach (var line in messages.Concat(stackTraces).SelectMany(text => (text ?? "").Split('\n')))
            results.WriteLine("     " + line);
    }

    private sealed class Options : ITestFrameworkDiscoveryOptions, ITestFrameworkExecutionOptions
    {
        private readonly Dictionary<string, object?> _values = [];

        public TValue GetValue<TValue>(string name) => _values.TryGetValue(name, out var value) ? (TValue)value! : default!;

        public void SetValue<TValue>(string name, TValue value) => _values[name] = value;
    }
}
