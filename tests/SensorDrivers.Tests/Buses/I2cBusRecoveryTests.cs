using System.Device.Gpio;
using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Tests.Buses;

/// <summary>A chip that lost count in the middle of a byte holds SDA low until it has seen the missing clock pulses.</summary>
public sealed class I2cBusRecoveryTests
{
    private static readonly I2cRecoveryLines Lines = new(new GpioPlace(0, 3), new GpioPlace(0, 2));

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public void TryFree_ChipWaitsForSomePulses_FreesTheBusAndEndsWithAStop(int pulses)
    {
        var (buses, hung) = HungBus(pulses);

        Assert.True(buses.TryRecoverI2c(1));

        Assert.Equal(pulses, hung.Pulses);
        Assert.True(hung.SawStop);
    }

    [Fact]
    public void TryFree_ChipIsDead_SaysSoAfterNinePulses()
    {
        var (buses, hung) = HungBus(1000);

        Assert.False(buses.TryRecoverI2c(1));

        Assert.InRange(hung.Pulses, 9, 10);
    }

    [Fact]
    public void TryFree_ClockItselfIsHeldLow_DoesNotDriveIt()
    {
        var (buses, hung) = HungBus(3);
        hung.ClockHeldLow = true;

        Assert.False(buses.TryRecoverI2c(1));

        Assert.Equal(0, hung.Pulses);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(300)]
    [InlineData(2300)]
    public void Pause_OnLinux_LastsAsLongAsAsked(int microseconds)
    {
        var startedAt = TimeProvider.System.GetTimestamp();

        new LinuxBuses().Pause(TimeSpan.FromMicroseconds(microseconds));

        Assert.True(TimeProvider.System.GetElapsedTime(startedAt) >= TimeSpan.FromMicroseconds(microseconds));
    }

    [Fact]
    public void TryFree_NoLinesNamed_DoesNothing()
    {
        Assert.False(new SimulatedBuses().TryRecoverI2c(1));
        Assert.False(new LinuxBuses().TryRecoverI2c(1));
    }

    [Fact]
    public void Transfer_BusHangsAndHasRecoveryLines_GoesOn()
    {
        using var station = new StationUnderTest("tmp117", 1, new BusLocation(BusType.I2c, 1, 0x48));
        var hung = new HungChip(station.Time, 4) { Freed = () => station.Chip.Fault = SimulatedFault.None };
        Wire(station.Buses, hung);
        station.Chip.Fault = SimulatedFault.LineHeldLow;

        station.Driver.Start();

        Assert.Equal(4, hung.Pulses);
    }

    private static (SimulatedBuses Buses, HungChip Hung) HungBus(int pulses)
    {
        var time = new ManualTimeProvider();
        var buses = new SimulatedBuses(time.Advance);
        var hung = new HungChip(time, pulses);
        Wire(buses, hung);
        return (buses, hung);
    }

    private static void Wire(SimulatedBuses buses, HungChip hung)
    {
        buses.Wire(Lines.Scl, hung);
        buses.Wire(Lines.Sda, hung);
        buses.WireRecovery(1, Lines);
    }

    private sealed class HungChip(TimeProvider time, int pulsesNeeded) : SimulatedGpioChip(time, 0)
    {
        private PinValue _clock = PinValue.High;
        private PinValue _data = PinValue.High;

        public int Pulses { get; private set; }

        public bool SawStop { get; private set; }

        public bool ClockHeldLow { get; set; }

        public Action? Freed { get; init; }

        private bool HoldsData => Pulses < pulsesNeeded;

        private protected override void PowerOn()
        {
        }

        private protected override void OnDriven(int line, PinValue level)
        {
            if (line == Lines.Sda.Line)
            {
                SawStop |= _clock == PinValue.High && _data == PinValue.Low && level == PinValue.High && !HoldsData;
                _data = level;
                return;
            }

            if (_clock == PinValue.Low && level == PinValue.High && HoldsData)
            {
                Pulses++;
                if (!HoldsData)
                    Freed?.Invoke();
            }

            _clock = level;
        }

        private protected override PinValue OnRead(int line) =>
            line == Lines.Scl.Line ? !ClockHeldLow && _clock == PinValue.High : !HoldsData && _data == PinValue.High;
    }
}
