#if !EDGE_PACKAGES_NUGET
using System.Device.Gpio;

namespace EdgeTwin.SensorDrivers.Tests.Buses;

/// <summary>The controller over simulated pins: the behaviour that code written for System.Device.Gpio relies on.</summary>
public sealed class GpioControllerTests : IDisposable
{
    private readonly SimulatedPins _pins = new();

    [Fact]
    public void OpenPin_Twice_IsTheSamePinOpenedOnce()
    {
        using var controller = new GpioController(_pins);

        Assert.Same(controller.OpenPin(4), controller.OpenPin(4));
        Assert.Equal(1, _pins.Opened);
    }

    [Fact]
    public void OpenPin_OutputWithInitialValue_NeverShowsTheOtherLevel()
    {
        using var controller = new GpioController(_pins);

        controller.OpenPin(4, PinMode.Output, PinValue.High);

        Assert.Equal(["mode 4 Output High"], _pins.Calls);
    }

    [Fact]
    public void Write_ToAnInput_IsTheLevelOnceItIsAnOutput()
    {
        using var controller = new GpioController(_pins);
        var pin = controller.OpenPin(4, PinMode.Input);

        pin.Write(PinValue.High);
        pin.SetPinMode(PinMode.Output);

        Assert.Equal(["mode 4 Input", "mode 4 Output High"], _pins.Calls);
    }

    [Fact]
    public void Toggle_Output_InvertsIt()
    {
        using var controller = new GpioController(_pins);
        var pin = controller.OpenPin(4, PinMode.Output, PinValue.Low);

        pin.Toggle();

        Assert.Equal(PinValue.High, pin.Read());
    }

    [Fact]
    public void ClosePin_ThenUse_Throws()
    {
        using var controller = new GpioController(_pins);
        controller.OpenPin(4);
        controller.ClosePin(4);

        Assert.False(controller.IsPinOpen(4));
        Assert.Throws<InvalidOperationException>(() => controller.Read(4));
    }

    [Fact]
    public void Dispose_WithOpenPins_ClosesThem()
    {
        var controller = new GpioController(_pins);
        controller.OpenPin(4);
        controller.OpenPin(5);

        controller.Dispose();

        Assert.Equal(2, _pins.Closed);
    }

    [Fact]
    public void WaitForEvent_NoEdge_TimesOut()
    {
        using var controller = new GpioController(_pins);
        controller.OpenPin(4, PinMode.InputPullUp);

        var result = controller.WaitForEvent(4, PinEventTypes.Falling, TimeSpan.FromMilliseconds(1));

        Assert.True(result.TimedOut);
        Assert.Equal(PinEventTypes.None, result.EventTypes);
    }

    [Fact]
    public void ValueChanged_Edge_NamesPinAndDirection()
    {
        using var controller = new GpioController(_pins);
        var pin = controller.OpenPin(4, PinMode.Input);
        PinValueChangedEventArgs? seen = null;
        pin.ValueChanged += (_, arguments) => seen = arguments;

        _pins.RaiseEdge(4, PinEventTypes.Rising);

        Assert.Equal((4, PinEventTypes.Rising), (seen!.PinNumber, seen.ChangeType));
    }

    public void Dispose() => _pins.Dispose();

    private sealed class SimulatedPins : GpioDriver
    {
        private readonly Dictionary<int, PinMode> _modes = [];
        private readonly Dictionary<int, PinValue> _levels = [];
        private readonly Dictionary<int, PinChangeEventHandler> _callbacks = [];

        public List<string> Calls { get; } = [];

        public int Opened { get; private set; }

        public int Closed { get; private set; }

        protected internal override int PinCount => 8;

        public void RaiseEdge(int pinNumber, PinEventTypes edge) => _callbacks[pinNumber](this, new PinValueChangedEventArgs(edge, pinNumber));

        protected internal override void OpenPin(int pinNumber) => Opened++;

        protected internal override void ClosePin(int pinNumber) => Closed++;

        protected internal override void SetPinMode(int pinNumber, PinMode mode)
        {
            Calls.Add($"mode {pinNumber} {mode}");
            _modes[pinNumber] = mode;
        }

        protected internal override void SetPinMode(int pinNumber, PinMode mode, PinValue initialValue)
        {
            Calls.Add($"mode {pinNumber} {mode} {initialValue}");
            _modes[pinNumber] = mode;
            _levels[pinNumber] = initialValue;
        }

        protected internal override PinMode GetPinMode(int pinNumber) => _modes[pinNumber];

        protected internal override bool IsPinModeSupported(int pinNumber, PinMode mode) => true;

        protected internal override PinValue Read(int pinNumber) => _levels[pinNumber];

        protected internal override void Write(int pinNumber, PinValue value) => _levels[pinNumber] = value;

        protected internal override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken)
        {
            cancellationToken.WaitHandle.WaitOne();
            return new WaitForEventResult { TimedOut = true };
        }

        protected internal override void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback) =>
            _callbacks[pinNumber] = callback;

        protected internal override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback) => _callbacks.Remove(pinNumber);
    }
}
#endif
