using System.Device.Gpio;

namespace System.Device.Spi;

/// <summary>Where an SPI device is and how it is clocked.</summary>
public sealed class SpiConnectionSettings
{
    /// <summary>Creates settings for <c>/dev/spidev{busId}.{chipSelectLine}</c>.</summary>
    public SpiConnectionSettings(int busId, int chipSelectLine)
    {
        BusId = busId;
        ChipSelectLine = chipSelectLine;
    }

    internal SpiConnectionSettings(SpiConnectionSettings other)
    {
        BusId = other.BusId;
        ChipSelectLine = other.ChipSelectLine;
        Mode = other.Mode;
        DataBitLength = other.DataBitLength;
        ClockFrequency = other.ClockFrequency;
        DataFlow = other.DataFlow;
        ChipSelectLineActiveState = other.ChipSelectLineActiveState;
    }

    /// <summary>B of <c>/dev/spidevB.C</c>.</summary>
    public int BusId { get; set; }

    /// <summary>C of <c>/dev/spidevB.C</c>.</summary>
    public int ChipSelectLine { get; set; }

    /// <summary>Clock polarity and phase.</summary>
    public SpiMode Mode { get; set; } = SpiMode.Mode0;

    /// <summary>Bits per word.</summary>
    public int DataBitLength { get; set; } = 8;

    /// <summary>Clock in Hz.</summary>
    public int ClockFrequency { get; set; } = 500_000;

    /// <summary>Which bit of a word comes first.</summary>
    public DataFlow DataFlow { get; set; } = DataFlow.MsbFirst;

    /// <summary>Level of the chip select line that selects the chip.</summary>
    public PinValue ChipSelectLineActiveState { get; set; } = PinValue.Low;
}
