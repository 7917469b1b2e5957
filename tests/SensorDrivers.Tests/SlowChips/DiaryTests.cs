using EdgeTwin.SensorDrivers.Simulation;
using EdgeTwin.SensorDrivers.Tests.Contract;

namespace EdgeTwin.SensorDrivers.Tests.SlowChips;

/// <summary>Whatever happens to a slow chip: what its driver delivers is what the chip converted, at that time and in that channel.</summary>
public sealed class DiaryTests
{
    private const long Second = 1_000_000_000;

    private static readonly SimulatedFault[] Faults =
    [
        SimulatedFault.Noise, SimulatedFault.CheckSumError, SimulatedFault.Frozen, SimulatedFault.Saturated, SimulatedFault.ClockError,
        SimulatedFault.NotAcknowledged, SimulatedFault.Unplugged, SimulatedFault.Garbage, SimulatedFault.StuckBit, SimulatedFault.WrongIdentity,
        SimulatedFault.LineHeldLow, SimulatedFault.SlowBus,
    ];

    public static TheoryData<string> Kinds => ["ads1115", "sht3x", "sht4x", "tmp117", "ina226", "ds18b20", "seesaw-soil"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Read_ThroughEveryFault_DeliversOnlyWhatTheChipConverted(string kind)
    {
        using var station = ContractCase.Of(kind).Build(isNoisy: true, channel => ns => 20 + channel + Math.Sin(ns * 1e-9));
        var diary = new List<(long Ns, int Channel, double Value)>();
        station.Chip.Made = (ns, channel, value) => diary.Add((ns, channel, value));
        station.Chip.Script = new FaultScript(Faults.Select((fault, i) => new ScriptedFault((20 + 20L * i) * Second, (30 + 20L * i) * Second, fault, AmountOf(fault))));
        var errors = RunToTheEnd(station, TimeSpan.FromSeconds(20 + 20 * Faults.Length));

        var delivered = station.Delivered;
        Assert.True(errors > 0);
        Assert.True(delivered.Samples > 60);
        for (var channel = 0; channel < station.Description.Channels.Count; channel++)
        {
            for (var i = 0; i < delivered.Samples; i++)
            {
                var value = delivered.Channel(channel)[i];
                var aboutNs = delivered.TimesNs[i];
                Assert.True(
                    float.IsNaN(value) || diary.Exists(made => made.Channel == channel && Math.Abs(made.Ns - aboutNs) < 0.6 * Second && (float)made.Value == value),
                    $"{kind} delivered {value} in channel {channel} at {aboutNs * 1e-9} s, which the chip never made.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Read_NoiseTenfold_IsTheChipsAndNotTheDriversToHide(string kind)
    {
        var quiet = Spread(kind, factor: 1);
        var noisy = Spread(kind, factor: 10);

        Assert.InRange(noisy / quiet, 3, 30);
    }

    [Theory]
    [InlineData("ads1115")]
    [InlineData("tmp117")]
    [InlineData("ina226")]
    [InlineData("ds18b20")]
    [InlineData("sht3x")]
    public void Read_SettingsBitGetsStuck_DeliversNothingMadeWithIt(string kind)
    {
        var item = ContractCase.Of(kind);
        using var station = item.Build();
        station.Driver.Start();
        station.Run(item.AWhile);
        var before = station.Delivered.Samples;
        station.Chip.Script = new FaultScript([new ScriptedFault(0, long.MaxValue, SimulatedFault.StuckBit, StuckBitOf(kind))]);

        Assert.Throws<SensorException>(() => station.Run(item.AWhile));
        Assert.Throws<SensorException>(station.Driver.Start);

        Assert.Equal(before, station.Delivered.Samples);
    }

    // Single shot; the mode's lowest bit; averaging; resolution; heater: bits that the driver needs as they are after a reset.
    private static double StuckBitOf(string kind) => kind switch
    {
        "ads1115" => 8,
        "tmp117" => 3,
        _ => 0,
    };

    private static double AmountOf(SimulatedFault fault) => fault switch
    {
        SimulatedFault.Noise => 3,
        SimulatedFault.ClockError => 15_000,
        SimulatedFault.SlowBus => 2,
        _ => 1,
    };

    private static int RunToTheEnd(StationUnderTest station, TimeSpan duration)
    {
        var errors = 0;
        var isStarted = false;
        for (var elapsed = TimeSpan.Zero; elapsed < duration; elapsed += station.Description.PollInterval)
        {
            station.Time.Advance(station.Description.PollInterval);
            try
            {
                if (!isStarted)
                    station.Driver.Start();
                isStarted = true;
                station.Read();
            }
            catch (SensorException)
            {
                isStarted = false;
                errors++;
            }
        }

        return errors;
    }

    private static double Spread(string kind, double factor)
    {
        using var station = ContractCase.Of(kind).Build(isNoisy: true, channel => _ => 20);
        station.Chip.Script = new FaultScript([new ScriptedFault(0, long.MaxValue, SimulatedFault.Noise, factor)]);
        station.Driver.Start();
        station.Run(TimeSpan.FromSeconds(120 / ContractCase.Of(kind).SampleRateHz));
        var channel = kind == "seesaw-soil" ? 1 : 0;
        var samples = station.Delivered.Channel(channel).Where(sample => !float.IsNaN(sample)).ToList();
        var mean = samples.Average();
        return Math.Sqrt(samples.Average(sample => (sample - mean) * (sample - mean))) + 1e-9;
    }
}
