using BenchmarkDotNet.Running;
using EdgeTwin.StructuralHealth.Bench;

// dotnet run -c Release --project bench/StructuralHealth.Bench -- compare     ratios to SciPy and MathNet, and the speed of the simulated bridge, in one run
// dotnet run -c Release --project bench/StructuralHealth.Bench -- --filter '*' BenchmarkDotNet, with allocations
if (args is ["compare"])
    return Comparison.Run();
BenchmarkSwitcher.FromAssembly(typeof(WindowBenchmark).Assembly).Run(args);
return 0;
