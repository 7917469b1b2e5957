using System.Globalization;
using BenchmarkDotNet.Running;
using EdgeTwin.SensorDrivers.Bench;

if (!args.Contains("--smoke"))
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
    return;
}

const int warmUpSeconds = 60;
const int measuredSeconds = 600;
Measure("five adxl355", withSlowSensors: false);
Measure("reference station", withSlowSensors: true);
// A look and a block are of 16 samples of three axes.
MeasureTiming("clock look", 48, static bench => bench.ClockLook());
MeasureTiming("resampling", 48, static bench => bench.ResampleBlock());
MeasureTiming("output, vectorised", 1, static bench => (long)bench.OutputVectorised());
MeasureTiming("output, scalar", 1, static bench => (long)bench.OutputScalar());
new FifoDecodeComparison().Print();

static void Measure(string name, bool withSlowSensors)
{
    using var station = new ReferenceStation(withSlowSensors);
    Run(station, warmUpSeconds);
    var samplesBefore = station.AxisSamples;
    var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
    var cpuBefore = Environment.CpuUsage.TotalTime;
    Run(station, measuredSeconds);
    var cpu = Environment.CpuUsage.TotalTime - cpuBefore;
    var allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
    var samples = station.AxisSamples - samplesBefore;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{name,-18} {cpu.TotalNanoseconds / samples,7:0.0} ns per axis sample {measuredSeconds / cpu.TotalSeconds,8:0} x real time on one core {allocated,6} bytes allocated for {samples} samples"));
}

static void MeasureTiming(string name, int axisSamplesPerStep, Func<TimingBenchmarks, long> step)
{
    const int steps = 1_000_000;
    var bench = new TimingBenchmarks();
    for (var i = 0; i < steps / 10; i++)
        step(bench);
    var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
    var cpuBefore = Environment.CpuUsage.TotalTime;
    for (var i = 0; i < steps; i++)
        step(bench);
    var cpu = Environment.CpuUsage.TotalTime - cpuBefore;
    var allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{name,-18} {cpu.TotalNanoseconds / steps / axisSamplesPerStep,7:0.00} ns per axis sample {cpu.TotalNanoseconds / steps,8:0} ns each {allocated,10} bytes allocated for {steps}"));
}

static void Run(ReferenceStation station, int seconds)
{
    var steps = (int)(seconds / station.Step.TotalSeconds);
    for (var step = 0; step < steps; step++)
        station.Poll();
}
