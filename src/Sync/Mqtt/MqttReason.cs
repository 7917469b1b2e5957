namespace EdgeTwin.Sync.Mqtt;

/// <summary>MQTT 5.0 reason codes (section 2.4) that change what a lane does.</summary>
public static class MqttReason
{
    /// <summary>Codes from here on are failures.</summary>
    public const byte FirstFailure = 0x80;

    /// <summary>The broker does not speak this protocol version.</summary>
    public const byte UnsupportedProtocolVersion = 0x84;

    /// <summary>Another connection with the same client identifier has taken the session over.</summary>
    public const byte SessionTakenOver = 0x8E;

    /// <summary>DISCONNECT that lets the broker publish the will.</summary>
    public const byte DisconnectWithWill = 0x04;

    /// <summary>The packet is larger than the receiver takes.</summary>
    public const byte PacketTooLarge = 0x95;

    /// <summary>The payload does not have the format it claims.</summary>
    public const byte PayloadFormatInvalid = 0x99;

    /// <summary>What a person reads for a code.</summary>
    public static string Describe(byte reasonCode) => reasonCode switch
    {
        0x00 => "success",
        0x10 => "no matching subscribers",
        0x80 => "unspecified error",
        0x81 => "malformed packet",
        0x82 => "protocol error",
        0x83 => "implementation specific error",
        UnsupportedProtocolVersion => "the broker does not speak this protocol version",
        0x85 => "client identifier not valid",
        0x86 => "bad user name or password",
        0x87 => "not authorized",
        0x88 => "server unavailable",
        0x89 => "server busy",
        0x8A => "banned",
        SessionTakenOver => "another client with the same identifier took the session over",
        0x90 => "topic name invalid",
        0x91 => "packet identifier in use",
        0x93 => "receive maximum exceeded",
        PacketTooLarge => "packet too large",
        0x96 => "message rate too high",
        0x97 => "quota exceeded",
        PayloadFormatInvalid => "payload format invalid",
        0x9A => "retain not supported",
        0x9B => "quality of service not supported",
        0x9F => "connection rate exceeded",
        _ => $"reason 0x{reasonCode:X2}",
    };

    /// <summary>
    /// Whether a PUBACK refuses this very payload for ever, so that sending it again is pointless. Refusals that concern the
    /// topic or the right to publish (0x87, 0x90) would hit every record alike: they are for a person to solve, and records wait.
    /// </summary>
    public static bool RefusesPayload(byte reasonCode) => reasonCode is PacketTooLarge or PayloadFormatInvalid;
}
