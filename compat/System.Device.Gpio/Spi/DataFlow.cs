namespace System.Device.Spi;

/// <summary>Which bit of a word comes first.</summary>
public enum DataFlow
{
    /// <summary>The most significant bit.</summary>
    MsbFirst,

    /// <summary>The least significant bit.</summary>
    LsbFirst,
}
