using System.Device.Gpio;
using System.Device.I2c;
using System.Device.Spi;
using System.Runtime.InteropServices;
using EdgeTwin.SensorDrivers.Buses;

namespace EdgeTwin.EdgeAgent.Simulation;

/// <summary>
/// Measures the processor time that simulated chips and the simulated bridge use while a driver talks to them, so that the station's own cost can be
/// told apart from the simulator's; and keeps transfers apart, as the kernel does: a scan may look at chips beside the sampling thread, and the
/// simulated bridge serves one of them at a time.
/// </summary>
internal sealed partial class MeteredBuses(IBusProvider simulated) : IBusProvider
{
    private const int ThreadCpuClock = 3;
    private readonly Lock _gate = new();
    private long _cpuNs;

    /// <summary>Processor time inside the simulator since the start, in nanoseconds.</summary>
    public long SimulatorCpuNs => Interlocked.Read(ref _cpuNs);

    public IKernelFiles Files => field ??= new MeteredFiles(this, simulated.Files);

    public I2cDevice OpenI2c(int busNumber, int address) => new MeteredI2c(this, simulated.OpenI2c(busNumber, address));

    public SpiDevice OpenSpi(int busNumber, int chipSelect, SpiMode mode, int clockHz) =>
        new MeteredSpi(this, simulated.OpenSpi(busNumber, chipSelect, mode, clockHz));

    /// <summary>Not metered: a level costs next to nothing to simulate.</summary>
    public GpioController OpenGpio(int chip) => simulated.OpenGpio(chip);

    public bool TryRecoverI2c(int busNumber) => simulated.TryRecoverI2c(busNumber);

    public void Pause(TimeSpan duration) => simulated.Pause(duration);

    private static long ThreadCpuNs() => ClockGetTime(ThreadCpuClock, out var time) == 0 ? (time.Seconds * 1_000_000_000) + time.Nanoseconds : 0;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, out TimeSpec time);

    private Meter Start()
    {
        _gate.Enter();
        return new Meter(this, ThreadCpuNs());
    }

    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }

    private readonly ref struct Meter(MeteredBuses owner, long startNs)
    {
        public void Dispose()
        {
            Interlocked.Add(ref owner._cpuNs, ThreadCpuNs() - startNs);
            owner._gate.Exit();
        }
    }

    private sealed class MeteredSpi(MeteredBuses owner, SpiDevice inner) : SpiDevice
    {
        public override SpiConnectionSettings ConnectionSettings => inner.ConnectionSettings;

        public override void Read(Span<byte> buffer)
        {
            using var meter = owner.Start();
            inner.Read(buffer);
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            using var meter = owner.Start();
            inner.Write(buffer);
        }

        public override void TransferFullDuplex(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
        {
            using var meter = owner.Start();
            inner.TransferFullDuplex(writeBuffer, readBuffer);
        }
    }

    private sealed class MeteredI2c(MeteredBuses owner, I2cDevice inner) : I2cDevice
    {
        public override I2cConnectionSettings ConnectionSettings => inner.ConnectionSettings;

        public override void Read(Span<byte> buffer)
        {
            using var meter = owner.Start();
            inner.Read(buffer);
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            using var meter = owner.Start();
            inner.Write(buffer);
        }

        public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
        {
            using var meter = owner.Start();
            inner.WriteRead(writeBuffer, readBuffer);
        }
    }

    private sealed class MeteredFiles(MeteredBuses owner, IKernelFiles inner) : IKernelFiles
    {
        public IReadOnlyList<string> List(string directory) => inner.List(directory);

        public bool Exists(string path) => inner.Exists(path);

        public int Read(string path, Span<byte> buffer)
        {
            using var meter = owner.Start();
            return inner.Read(path, buffer);
        }

        public void Write(string path, ReadOnlySpan<byte> text)
        {
            using var meter = owner.Start();
            inner.Write(path, text);
        }

        public IKernelDevice OpenDevice(string path) => new MeteredDevice(owner, inner.OpenDevice(path));
    }

    private sealed class MeteredDevice(MeteredBuses owner, IKernelDevice inner) : IKernelDevice
    {
        public int Read(Span<byte> buffer)
        {
            using var meter = owner.Start();
            return inner.Read(buffer);
        }

        public void Dispose() => inner.Dispose();
    }
}
