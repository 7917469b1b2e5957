using System.Device.Spi;
using System.Text.Json;
using EdgeTwin.SensorDrivers.Iis3dhhc;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Tests.Iis3dhhc;

public sealed class Iis3dhhcTests
{
    private const double CountMps2 = 0.076e-3 * 9.80665;
    private const string Quiet = """{ "simulation": { "noiseScale": 0 } }""";
    private const double SawtoothMs = 4000;

    private static readonly BusLocation Place = new(BusType.Spi, 0, 3);

    // Data sheet: 0.076 mg per count, so that 2.5 g are 32895 counts, just beyond 16 bits.
    [Theory]
    [InlineData(0x00, 0x00, 0)]
    [InlineData(0x01, 0x00, 1)]
    [InlineData(0xFF, 0xFF, -1)]
    [InlineData(0xFF, 0x7F, 32767)]
    [InlineData(0x00, 0x80, -32768)]
    [InlineData(0x66, 0x33, 13158)] // 1 g
    public void Raw_DataSheetFormat_IsSigned16Bit(byte low, byte high, int expected)
    {
        Assert.Equal(expected, Iis3dhhcRegisters.Raw([low, high, 0, 0, 0, 0], 0));
        Assert.Equal(expected * 0.076e-3 * 9.80665, Iis3dhhcRegisters.Raw([0, 0, low, high, 0, 0], 1) * Iis3dhhcRegisters.Mps2PerCount, 1e-9);
    }

    // Data sheet: 12 bits left-justified, two's complement, 16 counts per degree, 0 at 25 degC.
    [Theory]
    [InlineData(0x00, 0x00, 25)]
    [InlineData(0x10, 0x00, 25.0625)]
    [InlineData(0x00, 0x01, 26)]
    [InlineData(0xF0, 0xFF, 24.9375)]
    [InlineData(0x00, 0xBF, -40)]
    [InlineData(0x00, 0x3C, 85)]
    public void TemperatureC_DataSheetFormat_IsSignedAndLeftJustified(byte low, byte high, double expectedC) =>
        Assert.Equal(expectedC, Iis3dhhcRegisters.TemperatureC(low, high), 1e-6);

    [Fact]
    public void Registers_AfterPowerOnAndReset_AreTheDataSheets()
    {
        using var station = Station(Quiet);
        using var device = station.Buses.OpenSpi(0, 3, SpiMode.Mode3, 1_000_000);
        Assert.Equal([0x11], Read(device, 0x0F, 1));
        Assert.Equal([0x40, 0x00, 0x00, 0x01, 0x00], Read(device, 0x20, 5));

        Transfer(device, [0x23, 0x43]);
        Transfer(device, [0x20, 0x44]);

        Assert.Equal([0x40, 0x00, 0x00, 0x01, 0x00], Read(device, 0x20, 5));
    }

    [Fact]
    public void Fifo_ReadOnBehindTheLastRegister_GoesBackToTheFirst()
    {
        using var station = Station(Quiet, axis => _ => (axis + 1) * CountMps2);
        using var device = station.Buses.OpenSpi(0, 3, SpiMode.Mode3, 1_000_000);
        Transfer(device, [0x23, 0x03]);
        Transfer(device, [0x2E, 0xC2]);
        Transfer(device, [0x20, 0xC1]);
        station.Time.Advance(TimeSpan.FromMilliseconds(3));

        Assert.Equal([0xC2, 0x83], Read(device, 0x2E, 2));
        Assert.Equal([1, 0, 2, 0, 3, 0, 1, 0, 2, 0, 3, 0], Read(device, 0x28, 12));
        Assert.Equal([0xC2, 0x01], Read(device, 0x2E, 2));
        station.Time.Advance(TimeSpan.FromDays(100));
        Assert.Equal(0xC0 | 32, Read(device, 0x2F, 1)[0]);
    }

    [Fact]
    public void Read_AtPollInterval_DeliversTheSignalWithEveryTimeAndTheTemperature()
    {
        using var station = Station(Quiet, _ => Sawtooth);
        var pool = new SampleBlockPool(3, 64, 1);
        station.Driver.Start();
        station.Run(TimeSpan.FromSeconds(20));

        Assert.Equal(0, station.Delivered.Missing);
        AssertTimesAreTrue(station.Delivered);
        station.Time.Advance(station.Description.PollInterval);
        Assert.True(pool.TryRent(out var block));
        using (block)
        {
            Assert.Equal(ReadOutcome.Ok, station.Driver.Read(block));
            Assert.Equal(21.5, block.ChipTemperatureC, 1e-6);
        }
    }

    [Theory]
    [InlineData(20_000)]
    [InlineData(-20_000)]
    public void Read_ChipClockOff_IntervalIsEstimatedAndNothingIsMissing(double clockErrorPpm)
    {
        using var station = Station($$"""{ "simulation": { "clockErrorPpm": {{clockErrorPpm}} } }""");
        station.Driver.Start();

        station.Run(TimeSpan.FromSeconds(60), TimeSpan.FromMilliseconds(13.7));

        var trueIntervalNs = 1e9 / 1100 / (1 + clockErrorPpm * 1e-6);
        Assert.InRange(station.Delivered.IntervalNs, trueIntervalNs * (1 - 50e-6), trueIntervalNs * (1 + 50e-6));
        Assert.Equal(0, station.Delivered.Missing);
    }

    [Fact]
    public void Read_SetsDroppedByTheChip_AreCountedExactlyAndInTheirPlace()
    {
        using var station = Station(Quiet, _ => Sawtooth);
        station.Chip.Script = new FaultScript([new ScriptedFault((long)10.02e9, (long)10.1e9, SimulatedFault.Overrun, 7)]);
        station.Driver.Start();

        station.Run(TimeSpan.FromSeconds(20));

        Assert.Equal(7, station.Delivered.Missing);
        Assert.Equal(1, station.Delivered.Overruns);
        AssertTimesAreTrue(station.Delivered);
    }

    [Fact]
    public void Read_AfterAPause_CountsWhatTheFifoLost()
    {
        using var station = Station(Quiet, _ => Sawtooth);
        station.Driver.Start();
        station.Run(TimeSpan.FromSeconds(5));

        station.Time.Advance(TimeSpan.FromSeconds(2));
        station.Run(TimeSpan.FromSeconds(1));

        Assert.Equal(1, station.Delivered.Overruns);
        Assert.InRange(station.Delivered.Missing, 2150, 2200);
        Assert.Contains(ChannelStatus.Gap, station.Delivered.Status.SelectMany(status => status));
        AssertTimesAreTrue(station.Delivered);
    }

    [Theory]
    [InlineData(1, "CTRL_REG1")]
    [InlineData(30, "CTRL_REG4")]
    [InlineData(28, "CTRL_REG4")]
    [InlineData(24, "CTRL_REG4")]
    [InlineData(40, "FIFO_CTRL")]
    public void Start_StuckSettingsBit_IsRefusedByName(int bit, string register)
    {
        using var station = Station(Quiet);
        station.Chip.Script = new FaultScript([new ScriptedFault(0, long.MaxValue, SimulatedFault.StuckBit, bit)]);

        Assert.Contains(register, Assert.Throws<SensorException>(station.Driver.Start).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SelfTestBitSticksWhileRunning_NothingOfItIsDelivered()
    {
        using var station = Station(Quiet, _ => _ => 10 * CountMps2);
        station.Chip.Script = new FaultScript([new ScriptedFault(2_000_000_000, long.MaxValue, SimulatedFault.StuckBit, 28)]);
        station.Driver.Start();

        Assert.Throws<SensorException>(() => station.Run(TimeSpan.FromSeconds(4)));

        Assert.InRange(station.Delivered.Samples, 2000, 2200);
        Assert.All(station.Delivered.Channel(0).Distinct(), value => Assert.Equal(10 * CountMps2, value, 1e-6));
    }

    [Fact]
    public void Read_AddressThatDoesNotGoBack_IsNotBelieved()
    {
        using var station = Station(Quiet);
        station.Driver.Start();
        station.Run(TimeSpan.FromSeconds(1));
        var before = station.Delivered.Samples;
        // IF_ADD_INC is lost: each byte is that of the first register, and no set leaves the FIFO.
        station.Chip.Script = new FaultScript([new ScriptedFault(1_000_000_000, long.MaxValue, SimulatedFault.StuckBit, 6)]);

        Assert.Throws<SensorException>(() => station.Run(TimeSpan.FromSeconds(1)));

        Assert.Equal(before, station.Delivered.Samples);
    }

    [Fact]
    public void Start_WrongIdentity_IsRefused()
    {
        using var station = Station(Quiet);
        Assert.Equal(IdentityMatch.Yes, station.Kind.Identify(Place, station.Buses).Match);
        station.Chip.Fault = SimulatedFault.WrongIdentity;

        Assert.Throws<SensorException>(station.Driver.Start);
        Assert.Equal(IdentityMatch.No, station.Kind.Identify(Place, station.Buses).Match);
        Assert.Equal(IdentityMatch.No, station.Kind.Identify(Place, new SimulatedBuses()).Match);
    }

    [Fact]
    public void Read_BeyondTheRange_IsSaturated()
    {
        using var station = Station(Quiet, axis => _ => axis == 1 ? -30 : 0);
        station.Driver.Start();

        station.Run(TimeSpan.FromMilliseconds(64));

        Assert.All(station.Delivered.Status, status => Assert.Equal([ChannelStatus.Ok, ChannelStatus.Saturated, ChannelStatus.Ok], status));
    }

    [Theory]
    [InlineData("{}", 440)]
    [InlineData("""{ "bandwidthHz": 235, "filter": "iir" }""", 235)]
    public void Read_WithNoise_HasTheDataSheetsDensity(string options, double bandwidthHz)
    {
        using var station = Station(options);
        station.Driver.Start();
        station.Run(TimeSpan.FromSeconds(20));

        var rms = Math.Sqrt(station.Delivered.Channel(0).Average(sample => (double)sample * sample));
        Assert.Equal(45e-6 * 9.80665 * Math.Sqrt(bandwidthHz), rms, 0.02 * rms);
    }

    [Fact]
    public void Read_LineIsWired_LosesNothing()
    {
        using var station = Station("""{ "dataReady": { "line": 25 }, "simulation": { "noiseScale": 0 } }""", _ => Sawtooth);
        station.Driver.Start();
        station.Time.Advance(TimeSpan.FromMilliseconds(5));
        Assert.Equal(ReadOutcome.NotReady, station.Read());

        station.Run(TimeSpan.FromSeconds(10));

        Assert.Equal(0, station.Delivered.Missing);
        Assert.InRange(station.Delivered.Samples, 10_970, 11_025);
        AssertTimesAreTrue(station.Delivered);
    }

    [Fact]
    public void SelfTest_GoodChip_PassesAndAFrozenOneFails()
    {
        using var station = Station("{}", axis => _ => axis == 2 ? 9.81 : 0.1);
        var test = (ISelfTest)station.Driver;

        var report = test.SelfTest();

        Assert.True(report.Passed);
        Assert.Equal(0.35 * 9.80665, report.Checks[0].Measured, 0.05);
        Assert.Equal(1.4 * 9.80665, report.Checks[2].Highest, 1e-9);
        station.Chip.Fault = SimulatedFault.Frozen;
        Assert.All(test.SelfTest().Checks, check => Assert.False(check.Passed));
    }

    [Fact]
    public void Made_EverySampleDelivered_IsInTheChipsDiary()
    {
        using var station = Station("{}");
        var diary = new List<double>();
        station.Chip.Made = (_, channel, value) => diary.AddRange(channel == 1 ? [value] : []);
        station.Driver.Start();

        station.Run(TimeSpan.FromSeconds(2));

        Assert.True(station.Delivered.Samples > 2000);
        Assert.Equal(diary.Take((int)station.Delivered.Samples).Select(value => (float)value), station.Delivered.Channel(1));
    }

    [Theory]
    [InlineData("iis3dhhc", 1000, "{}", "sampleRateHz")]
    [InlineData("lis3dhh", 1100, """{ "bandwidthHz": 300 }""", "options.bandwidthHz")]
    [InlineData("lis3dhh", 1100, """{ "filter": "none" }""", "options.filter")]
    public void Validate_WhatTheChipCannotDo_IsNamed(string kind, double rateHz, string options, string path)
    {
        var settings = new SensorSettings("s", kind, Place, rateHz, JsonDocument.Parse(options).RootElement);

        Assert.Equal(path, Assert.Single(SensorCatalog.Find(kind)!.Validate(settings)).Path);
    }

    private static StationUnderTest Station(string options, Func<int, SimulatedSignal>? signals = null) => new("iis3dhhc", 1100, Place, options, signals);

    // Ten counts a millisecond: each value says when it was taken.
    private static double Sawtooth(long monotonicNs) => (monotonicNs * 1e-6 % SawtoothMs - SawtoothMs / 2) * 10 * CountMps2;

    private static void AssertTimesAreTrue(Delivered delivered)
    {
        for (var i = 1000; i < delivered.Samples; i++)
        {
            var labelMs = delivered.TimesNs[i] * 1e-6 % SawtoothMs;
            var trueMs = delivered.Channel(0)[i] / (10 * CountMps2) + SawtoothMs / 2;
            Assert.InRange(Math.IEEERemainder(labelMs - trueMs, SawtoothMs), -0.6, 0.6);
        }
    }

    private static byte[] Read(SpiDevice device, byte register, int count)
    {
        var request = new byte[1 + count];
        request[0] = (byte)(register | 0x80);
        return Transfer(device, request)[1..];
    }

    private static byte[] Transfer(SpiDevice device, byte[] request)
    {
        var answer = new byte[request.Length];
        device.TransferFullDuplex(request, answer);
        return answer;
    }
}
