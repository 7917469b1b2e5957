using System.Globalization;

namespace EdgeTwin.StructuralHealth.Bench.Kernels;

/// <summary>
/// Times every kernel and its reference in Python in turn, so that whatever slows this machine slows both, and prints one table of medians.
/// Also compares what both computed and counts the bytes that a warm run allocates.
/// </summary>
internal static class KernelComparison
{
    private const int Rounds = 21;
    private const double WarmSeconds = 0.5;

    private static readonly Func<IKernel>[] s_kernels =
    [
        () => new RealTransform(),
        () => new WelchPsd(),
        () => new FilterBank(),
        () => new ZeroPhaseBand(),
        () => new ResamplePoly(),
        () => new SsiCov(),
        () => new Rainflow(),
    ];

    /// <summary>Exit status 1 when results differ, a target is missed or a kernel of the signal path allocates.</summary>
    public static int Run()
    {
        using var python = new PythonReference();
        Console.WriteLine($"Medians of {Rounds} runs each, in turn, one thread; {python.Versions}");
        Console.WriteLine($"{"kernel",-16} {"work",-58} {"ours ms",9} {"SciPy ms",9} {"ratio",7} {"target",7} {"same to",8} {"B/run",6}");
        var allMet = true;
        foreach (var create in s_kernels)
            allMet &= Compare(create(), python);
        return allMet ? 0 : 1;
    }

    private static bool Compare(IKernel kernel, PythonReference python)
    {
        python.Prepare(kernel);
        WarmUp(kernel, python);
        var before = GC.GetAllocatedBytesForCurrentThread();
        kernel.Run();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var (ours, theirs) = (new double[Rounds], new double[Rounds]);
        for (var round = 0; round < Rounds; round++)
        {
            ours[round] = Seconds(kernel);
            theirs[round] = python.Run();
        }

        Array.Sort(ours);
        Array.Sort(theirs);
        var (our, their) = (ours[Rounds / 2], theirs[Rounds / 2]);
        var difference = Difference(python.Result(), kernel.Result(), kernel.IsSignal);
        var met = their / our >= kernel.TargetRatio && difference <= kernel.Tolerance && (allocated == 0 || !kernel.IsPerWindow);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{kernel.Name,-16} {kernel.Work,-58} {our * 1000,9:F2} {their * 1000,9:F2} {their / our,6:F1}x {(kernel.TargetRatio > 0 ? $"{kernel.TargetRatio:F0}x" : "-"),7} {difference,8:E0} {allocated,6}{(met ? "" : "  MISSED")}"));
        return met;
    }

    private static void WarmUp(IKernel kernel, PythonReference python)
    {
        // Long enough for the runtime to compile the hot loops with all optimisations.
        var start = TimeProvider.System.GetTimestamp();
        do
            kernel.Run();
        while (TimeProvider.System.GetElapsedTime(start).TotalSeconds < WarmSeconds);
        python.Run();
    }

    private static double Seconds(IKernel kernel)
    {
        var start = TimeProvider.System.GetTimestamp();
        kernel.Run();
        return TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }

    private static double Difference(double[] expected, double[] actual, bool isSignal)
    {
        if (expected.Length != actual.Length)
            return double.PositiveInfinity;
        var scale = expected.Max(Math.Abs);
        return expected.Zip(actual, (e, a) => e == a ? 0 : Math.Abs(e - a) / (isSignal ? scale : Math.Abs(e))).Max();
    }
}
