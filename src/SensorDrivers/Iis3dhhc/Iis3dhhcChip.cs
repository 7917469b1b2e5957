using EdgeTwin.SensorDrivers.Fifo;
using EdgeTwin.SensorDrivers.Links;
using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Iis3dhhc;

/// <summary>
/// The IIS3DHHC behind its registers. The sets of the FIFO come in one transfer: behind the last data register the address goes back to
/// the first. That it did so shows in the level afterwards: a chip that went on to the next register instead still has its sets.
/// </summary>
internal sealed class Iis3dhhcChip(
    IByteRegisters registers, Iis3dhhcOptions options, int readySets, Iis3dhhcSelfTest selfTest, TimeProvider time) : IFifoChip
{
    private const int LevelAttemptsMax = 3;
    private const int ReadyAsksMax = 200;
    private const int StatusBytes = Iis3dhhcRegisters.Status - Iis3dhhcRegisters.Control1 + 1;

    private static readonly string[] SettingNames = ["CTRL_REG1", "INT1_CTRL", "INT2_CTRL", "CTRL_REG4", "CTRL_REG5"];

    private readonly byte[] _settings =
    [
        Iis3dhhcRegisters.NormalMode | Iis3dhhcRegisters.CountUp | Iis3dhhcRegisters.BlockDataUpdate,
        Iis3dhhcRegisters.Threshold,
        0,
        (byte)(Filter(options) | Iis3dhhcRegisters.FifoEnable | Iis3dhhcRegisters.TemperatureCompensation),
        (byte)(options.ClockHz > Iis3dhhcRegisters.FastSpiClockHz ? Iis3dhhcRegisters.FastSpi : 0),
    ];

    private readonly byte _fifoControl = (byte)(Iis3dhhcRegisters.Continuous | readySets);
    private readonly byte[] _read = new byte[StatusBytes];

    public string Device => registers.Device;

    public int DepthSets => Iis3dhhcRegisters.FifoSets;

    public int SetsPerTransfer => Iis3dhhcRegisters.FifoSets;

    public int SetBytes => Iis3dhhcRegisters.SetBytes;

    public float TemperatureC { get; private set; } = float.NaN;

    public void Start()
    {
        registers.Open();
        Identify();
        Reset();
        for (var i = _settings.Length - 1; i > 0; i--)
            registers.Write("write the settings", (byte)(Iis3dhhcRegisters.Control1 + i), _settings[i]);
        EmptyFifo();
        registers.Write("start measuring", Iis3dhhcRegisters.Control1, _settings[0]);
        if (FindDeviation() is { } at)
            throw WrongAnswer.NotTaken(Device, SettingNames[at], _settings[at], _read[at]);
        ReadFifoRegisters(out var control, out _);
        if (control != _fifoControl)
            throw WrongAnswer.NotTaken(Device, "FIFO_CTRL", _fifoControl, control);
    }

    public FifoLook ReadLevel()
    {
        for (var attempt = 1; ; attempt++)
        {
            var beforeNs = time.NowNs();
            ReadFifoRegisters(out var control, out var source);
            var afterNs = time.NowNs();
            var count = source & Iis3dhhcRegisters.SourceCountMask;
            var isAtThreshold = (source & Iis3dhhcRegisters.SourceThreshold) != 0;
            if (control == _fifoControl && count <= Iis3dhhcRegisters.FifoSets && isAtThreshold == count >= readySets)
                return new FifoLook(count, (source & Iis3dhhcRegisters.SourceOverrun) != 0, beforeNs, afterNs);
            if (attempt < LevelAttemptsMax)
                continue;
            Verify();
            throw control == _fifoControl
                ? registers.Unexpected("read the FIFO's status", "a count of 0 to 32 and its threshold", [source])
                : WrongAnswer.LostSettings(Device, "FIFO_CTRL", _fifoControl, control);
        }
    }

    public bool TryPop(Span<byte> sets)
    {
        registers.ReadOnce("read the FIFO", Iis3dhhcRegisters.OutXLow, sets);
        return true;
    }

    public void Verify()
    {
        Identify();
        // A single bad transfer is not a restart.
        if (FindDeviation() is not null && FindDeviation() is { } at)
            throw WrongAnswer.LostSettings(Device, SettingNames[at], _settings[at], _read[at]);
        TemperatureC = Iis3dhhcRegisters.TemperatureC(
            _read[Iis3dhhcRegisters.TemperatureLow - Iis3dhhcRegisters.Control1], _read[Iis3dhhcRegisters.TemperatureHigh - Iis3dhhcRegisters.Control1]);
    }

    public void Decode(ReadOnlySpan<byte> sets, int count, SampleBlock block)
    {
        for (var axis = 0; axis < Iis3dhhcRegisters.AxisCount; axis++)
        {
            var row = block.Row(axis)[..count];
            var isSaturated = false;
            for (var set = 0; set < row.Length; set++)
            {
                var raw = Iis3dhhcRegisters.Raw(sets[(set * Iis3dhhcRegisters.SetBytes)..], axis);
                isSaturated |= raw is short.MaxValue or short.MinValue;
                row[set] = (float)(raw * Iis3dhhcRegisters.Mps2PerCount);
            }

            if (isSaturated)
                block.Status[axis] = ChannelStatus.Saturated;
        }
    }

    public void EmptyFifo()
    {
        registers.Write("empty the FIFO", Iis3dhhcRegisters.FifoControl, 0);
        registers.Write("start the FIFO", Iis3dhhcRegisters.FifoControl, _fifoControl);
    }

    public SelfTestReport SelfTest()
    {
        registers.Open();
        Identify();
        try
        {
            Reset();
            return selfTest.Run(registers);
        }
        finally
        {
            TryStop();
        }
    }

    public void TryStop()
    {
        try
        {
            registers.Write("switch off", Iis3dhhcRegisters.Control1, Iis3dhhcRegisters.CountUp);
        }
        catch (SensorException)
        {
            // A chip that is gone is at rest.
        }
    }

    public void Dispose() => registers.Dispose();

    private static int Filter(Iis3dhhcOptions options) =>
        (options.IsLinearPhase ? 0 : Iis3dhhcRegisters.NonlinearPhase) | (options.BandwidthHz == 235 ? Iis3dhhcRegisters.Bandwidth235 : 0);

    private void Identify()
    {
        var identity = _read.AsSpan(0, 1);
        registers.Read("identify the chip", Iis3dhhcRegisters.WhoAmI, identity);
        if (identity[0] != Iis3dhhcRegisters.Identity)
            throw registers.Unexpected("identify the chip", "the identity 11 of this family", identity);
    }

    // The bit clears itself when the reset is done; asking is the waiting.
    private void Reset()
    {
        registers.Write("reset", Iis3dhhcRegisters.Control1, Iis3dhhcRegisters.CountUp | Iis3dhhcRegisters.SoftwareReset);
        var control = _read.AsSpan(0, 1);
        for (var ask = 0; ask < ReadyAsksMax; ask++)
        {
            registers.Read("wait for the reset", Iis3dhhcRegisters.Control1, control);
            if ((control[0] & Iis3dhhcRegisters.SoftwareReset) == 0)
                return;
        }

        throw new SensorException(
            "reset", Device, "the chip does not come back from its reset",
            "Check the supply of the chip, and the MOSI wire; switch the supply off and on", isTransient: true);
    }

    private int? FindDeviation()
    {
        registers.Read("read back the settings", Iis3dhhcRegisters.Control1, _read);
        var at = _read.AsSpan().CommonPrefixLength(_settings);
        return at == _settings.Length ? null : at;
    }

    private void ReadFifoRegisters(out byte control, out byte source)
    {
        var fifo = _read.AsSpan(0, 2);
        registers.Read("read the FIFO's status", Iis3dhhcRegisters.FifoControl, fifo);
        (control, source) = (fifo[0], fifo[1]);
    }
}
