namespace System.Device.Gpio;

/// <summary>What a pin does.</summary>
public enum PinMode
{
    /// <summary>Input without a pull resistor.</summary>
    Input,

    /// <summary>Output.</summary>
    Output,

    /// <summary>Input with a pull-down resistor.</summary>
    InputPullDown,

    /// <summary>Input with a pull-up resistor.</summary>
    InputPullUp,
}
