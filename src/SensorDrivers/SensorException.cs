namespace EdgeTwin.SensorDrivers;

/// <summary>A sensor or its bus failed. The message says what was done, to which device, and what a person can do about it.</summary>
public sealed class SensorException : IOException
{
    /// <summary>Creates the error.</summary>
    /// <param name="operation">What was being done, for example "read FIFO".</param>
    /// <param name="device">The device in the technician's words, for example "adxl355 on spidev0.0".</param>
    /// <param name="reason">What went wrong.</param>
    /// <param name="advice">What a person can do about it, for example which wire to look at.</param>
    /// <param name="isTransient">Whether it may pass by itself.</param>
    /// <param name="innerException">The cause, if another error was caught.</param>
    public SensorException(string operation, string device, string reason, string advice, bool isTransient, Exception? innerException = null)
        : base($"{device}: {operation} failed: {reason}. {advice}", innerException)
    {
        Operation = operation;
        Device = device;
        Reason = reason;
        Advice = advice;
        IsTransient = isTransient;
    }

    /// <summary>What was being done.</summary>
    public string Operation { get; }

    /// <summary>The device in the technician's words.</summary>
    public string Device { get; }

    /// <summary>What went wrong.</summary>
    public string Reason { get; }

    /// <summary>What a person can do about it.</summary>
    public string Advice { get; }

    /// <summary>Whether it may pass by itself.</summary>
    public bool IsTransient { get; }
}
