using System.Globalization;
using System.Text;
using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Iio;

/// <summary>
/// A chip behind a kernel driver: the files of sysfs and the device file, as the kernel lays them out. Its buffer drops what comes when
/// it is full, as the kernel's does. An unplugged device takes its files with it; handles of before answer ENODEV for ever.
/// A stuck setting (<see cref="SimulatedFault.StuckBit"/>): the sampling frequency does not change.
/// </summary>
internal sealed class SimulatedIioDevice : SimulatedChip
{
    private const string Folder = "/sys/bus/iio/devices/iio:device0";
    private const int RemoteIoError = 121;
    private const int NoDevice = 19;
    private const string TimestampType = "le:s64/64>>0";
    private static readonly string[] Types = ["be:s24/32>>8", "le:s32/32>>0", "le:s20/32>>4"];

    private readonly IioOptions _options;
    private readonly SimulatedSignal[] _signals;
    private readonly IioScanElement[] _elements;
    private readonly double[] _scales;
    private readonly Dictionary<string, string> _settings = [];
    private byte[] _buffer = [];
    private long _taken;
    private long _kept;
    private readonly double[] _last;
    private IioRecord _record = IioRecord.Layout([]);
    private int _generation;
    private long _made;
    private long _startNs;
    private bool _isRunning;

    public SimulatedIioDevice(IioOptions options, SimulatedSignal[] signals, TimeProvider time, int seed)
        : base(time, seed)
    {
        _options = options;
        _signals = signals;
        _last = new double[signals.Length];
        _elements = [.. signals.Select((_, i) => Parse(Types[i % Types.Length])), Parse(TimestampType)];
        _scales = [.. options.Channels.Select((channel, i) =>
            Math.Max(Math.Abs(channel.Lowest), Math.Abs(channel.Highest)) / channel.Quantity.Factor / _elements[i].Ends.Highest)];
        PowerOn();
    }

    /// <summary>Puts the device's files where the kernel has them.</summary>
    public void AddFiles(SimulatedKernelFiles files, string name)
    {
        AddConstant(files, "name", name);
        foreach (var (i, channel) in _options.Channels.Index())
        {
            AddConstant(files, $"{channel.Channel}_scale", _scales[i].ToString("R", CultureInfo.InvariantCulture));
            files.Add($"{Folder}/{channel.Channel}_raw", new SimulatedKernelFile(buffer => ReadRaw(i, buffer), null, IsThere));
            AddScanElement(files, channel.Channel, i, Types[i % Types.Length]);
        }

        AddScanElement(files, "in_timestamp", _options.Channels.Count, TimestampType);
        foreach (var setting in (string[])["sampling_frequency", "current_timestamp_clock", "buffer/length", "buffer/enable"])
            AddSetting(files, setting);
        files.AddDevice("/dev/iio:device0", () => IsThere() ? new Handle(this, _generation) : throw new FileNotFoundException("Could not find file '/dev/iio:device0'."));
    }

    private protected override void PowerOn()
    {
        _generation++;
        _isRunning = false;
        _settings.Clear();
        _settings["sampling_frequency"] = "100";
        _settings["current_timestamp_clock"] = "realtime";
        _settings["buffer/length"] = "2";
        _settings["buffer/enable"] = "0";
    }

    private static IioScanElement Parse(string type) =>
        IioScanElement.TryParse(type, out var element) ? element : throw new ArgumentException(type, nameof(type));

    private static int Answer(string text, Span<byte> buffer)
    {
        var bytes = Encoding.ASCII.GetBytes(text + "\n");
        var count = Math.Min(bytes.Length, buffer.Length);
        bytes.AsSpan(0, count).CopyTo(buffer);
        return count;
    }

    private bool IsThere()
    {
        using var access = Access(out var answers);
        return answers;
    }

    private void AddConstant(SimulatedKernelFiles files, string file, string text) =>
        files.Add($"{Folder}/{file}", new SimulatedKernelFile(buffer => Answer(text, buffer), null, IsThere));

    private void AddScanElement(SimulatedKernelFiles files, string channel, int index, string type)
    {
        AddConstant(files, $"scan_elements/{channel}_type", type);
        AddConstant(files, $"scan_elements/{channel}_index", index.ToString(CultureInfo.InvariantCulture));
        AddSetting(files, $"scan_elements/{channel}_en");
    }

    private void AddSetting(SimulatedKernelFiles files, string file) => files.Add(
        $"{Folder}/{file}", new SimulatedKernelFile(buffer => ReadSetting(file, buffer), text => WriteSetting(file, text), IsThere));

    private int ReadSetting(string file, Span<byte> buffer)
    {
        using var access = Access(out _);
        ThrowIfSilent();
        if (IsGarbage)
        {
            FillWithGarbage(buffer);
            return buffer.Length;
        }

        return Answer(_settings.GetValueOrDefault(file, "0"), buffer);
    }

    private void WriteSetting(string file, ReadOnlySpan<byte> text)
    {
        using var access = Access(out _);
        ThrowIfSilent();
        if (file == "sampling_frequency" && IsActive(SimulatedFault.StuckBit))
            return;
        _settings[file] = Encoding.ASCII.GetString(text);
        if (file == "buffer/enable")
            SetRunning(_settings[file] == "1");
    }

    private void SetRunning(bool isRunning)
    {
        _isRunning = isRunning;
        (_made, _taken, _kept) = (0, 0, 0);
        _startNs = NowNs;
        _record = IioRecord.Layout([.. _elements.Select((element, index) => (index, element))]);
        _buffer = new byte[_record.Bytes * Length];
    }

    private int ReadRaw(int channel, Span<byte> buffer)
    {
        using var access = Access(out _);
        ThrowIfSilent();
        if (IsGarbage)
        {
            FillWithGarbage(buffer);
            return buffer.Length;
        }

        return Answer(Convert(channel, NowNs).ToString(CultureInfo.InvariantCulture), buffer);
    }

    private long Convert(int channel, long monotonicNs)
    {
        var (lowest, highest) = _elements[channel].Ends;
        var unit = _options.Channels[channel].Quantity.Factor * _scales[channel];
        if (!IsFrozen || _made == 0)
            _last[channel] = _signals[channel](monotonicNs) / unit + Noise.NextGaussian() * _options.Simulation.NoiseScale * NoiseFactor;
        var side = SaturatedSide;
        var raw = side == 0 ? (long)Math.Round(Math.Clamp(_last[channel], lowest, highest)) : side < 0 ? lowest : highest;
        Made?.Invoke(monotonicNs, channel, raw * unit);
        return raw;
    }

    private void CatchUp()
    {
        if (!_isRunning)
            return;
        var faster = IsActive(SimulatedFault.ClockError, out var ppm) ? 1 + ppm * 1e-6 : 1;
        var intervalNs = 1e9 / (_options.Simulation.TrueRate(double.Parse(_settings["sampling_frequency"], CultureInfo.InvariantCulture)) * faster);
        var due = (long)((NowNs - _startNs) / intervalNs);
        for (; _made < due; _made++)
        {
            var monotonicNs = _startNs + (long)((_made + 1) * intervalNs);
            if (_kept - _taken < Length)
                Write(Slot(_kept++), monotonicNs);
        }
    }

    private int Length => int.Parse(_settings["buffer/length"], CultureInfo.InvariantCulture);

    private Span<byte> Slot(long record) => _buffer.AsSpan((int)(record % Length) * _record.Bytes, _record.Bytes);

    private void Write(Span<byte> record, long monotonicNs)
    {
        for (var channel = 0; channel < _signals.Length; channel++)
            _elements[channel].Encode(Convert(channel, monotonicNs), record[_record.Offsets[channel]..]);
        _elements[^1].Encode(monotonicNs, record[_record.Offsets[^1]..]);
    }

    private void ThrowIfSilent()
    {
        if (IsActive(SimulatedFault.NotAcknowledged))
            throw SimulatedBusError.Of(RemoteIoError, "reading the device");
        if (IsActive(SimulatedFault.LineHeldLow))
            throw SimulatedBusError.Of(110, "reading the device");
    }

    private sealed class Handle(SimulatedIioDevice device, int generation) : IKernelDevice
    {
        public int Read(Span<byte> buffer)
        {
            using var access = device.Access(out var answers);
            if (!answers || generation != device._generation)
                throw SimulatedBusError.Of(NoDevice, "reading the device");
            device.ThrowIfSilent();
            if (device.IsGarbage)
            {
                device.FillWithGarbage(buffer);
                return buffer.Length;
            }

            device.CatchUp();
            var filled = 0;
            while (device._taken < device._kept && buffer.Length - filled >= device._record.Bytes)
            {
                device.Slot(device._taken++).CopyTo(buffer[filled..]);
                filled += device._record.Bytes;
            }

            return filled;
        }

        public void Dispose()
        {
        }
    }
}
