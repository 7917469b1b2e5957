using System.Security.Cryptography;

namespace EdgeTwin.EdgeAgent.Configuration;

/// <summary>Where the configuration in force came from.</summary>
internal enum ConfigurationOrigin
{
    /// <summary>The station file as it is now.</summary>
    StationFile,

    /// <summary>The copy of the last valid station file, because the present one has mistakes.</summary>
    LastGood,

    /// <summary>A station that is part of the program.</summary>
    BuiltIn,
}

/// <summary>A configuration in force, with the exact bytes it was read from.</summary>
internal sealed record ConfigurationSnapshot(StationConfiguration Configuration, ReadOnlyMemory<byte> Bytes, ConfigurationOrigin Origin)
{
    /// <summary>SHA-256 of the bytes, in lower-case hexadecimal.</summary>
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Bytes.Span));
}
