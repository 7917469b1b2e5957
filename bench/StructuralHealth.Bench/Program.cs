using BenchmarkDotNet.Running;
using EdgeTwin.StructuralHealth.Bench;
using EdgeTwin.StructuralHealth.Bench.Kernels;

// bench/kernels.sh                                                              every kernel against SciPy in one run
// dotnet run -c Release --project bench/StructuralHealth.Bench -- station       what a minute of the station costs, and the speed of the simulated bridge
// dotnet run -c Release --project bench/StructuralHealth.Bench -- --inProcess --filter '*'  BenchmarkDotNet, with allocations
switch (args)
{
    case ["kernels"]:
        return KernelComparison.Run();
    case ["station"]:
        return StationCost.Run();
    default:
        BenchmarkSwitcher.FromAssembly(typeof(WindowBenchmark).Assembly).Run(args);
        return 0;
}
