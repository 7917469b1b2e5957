namespace EdgeTwin.Sync;

/// <summary>An input/output failure of a lane: which operation on which broker, whether it may pass by itself, and what a person can do.</summary>
public sealed class SyncException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="operation">What was tried, for example <c>connect</c>.</param>
    /// <param name="broker">Broker as <c>host:port</c>; empty when no broker was involved.</param>
    /// <param name="message">One sentence with the cause and what a person can do.</param>
    /// <param name="mayPass">Whether trying again without any change can succeed.</param>
    /// <param name="reasonCode">MQTT 5 reason code, when the broker gave one.</param>
    /// <param name="innerException">Cause.</param>
    public SyncException(
        string operation, string broker, string message, bool mayPass, byte? reasonCode = null, Exception? innerException = null)
        : base(message, innerException)
    {
        Operation = operation;
        Broker = broker;
        MayPass = mayPass;
        ReasonCode = reasonCode;
    }

    /// <summary>What was tried.</summary>
    public string Operation { get; }

    /// <summary>Broker as <c>host:port</c>.</summary>
    public string Broker { get; }

    /// <summary>Whether trying again without any change can succeed.</summary>
    public bool MayPass { get; }

    /// <summary>MQTT 5 reason code (MQTT 5.0 section 2.4), when the broker gave one.</summary>
    public byte? ReasonCode { get; }
}
