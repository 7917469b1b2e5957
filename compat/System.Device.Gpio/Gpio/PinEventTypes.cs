using System.Diagnostics.CodeAnalysis;

namespace System.Device.Gpio;

/// <summary>Edges of a pin's level.</summary>
[Flags]
public enum PinEventTypes
{
    /// <summary>No edge.</summary>
    None = 0,

    /// <summary>Low to high.</summary>
    Rising = 1,

    /// <summary>High to low.</summary>
    Falling = 2,
}

/// <summary>Called on an edge.</summary>
/// <param name="sender">The controller's driver.</param>
/// <param name="pinValueChangedEventArgs">The pin and the edge.</param>
public delegate void PinChangeEventHandler(object sender, PinValueChangedEventArgs pinValueChangedEventArgs);

/// <summary>An edge.</summary>
public class PinValueChangedEventArgs : EventArgs
{
    /// <summary>Creates the arguments.</summary>
    public PinValueChangedEventArgs(PinEventTypes changeType, int pinNumber)
    {
        ChangeType = changeType;
        PinNumber = pinNumber;
    }

    /// <summary>The edge.</summary>
    public PinEventTypes ChangeType { get; }

    /// <summary>The pin.</summary>
    public int PinNumber { get; }
}

/// <summary>What a wait for an edge ended with.</summary>
[SuppressMessage("Design", "CA1051:Do not declare visible instance fields", Justification = "They are fields in the real package.")]
public struct WaitForEventResult
{
    /// <summary>The edge; <see cref="PinEventTypes.None"/> after a time-out.</summary>
    public PinEventTypes EventTypes;

    /// <summary>Whether the wait was cancelled before an edge came.</summary>
    public bool TimedOut;
}
