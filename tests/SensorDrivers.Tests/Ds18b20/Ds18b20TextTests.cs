using System.Text;
using EdgeTwin.SensorDrivers.Ds18b20;

namespace EdgeTwin.SensorDrivers.Tests.Ds18b20;

public sealed class Ds18b20TextTests
{
    // Data sheet DS18B20, table 1; the bytes of the register, low first.
    [Theory]
    [InlineData(0x07D0, 125.0)]
    [InlineData(0x0550, 85.0)]
    [InlineData(0x0191, 25.0625)]
    [InlineData(0x00A2, 10.125)]
    [InlineData(0x0008, 0.5)]
    [InlineData(0x0000, 0.0)]
    [InlineData(0xFFF8, -0.5)]
    [InlineData(0xFF5E, -10.125)]
    [InlineData(0xFE6F, -25.0625)]
    [InlineData(0xFC90, -55.0)]
    public void Counts_DataSheetTable_Agrees(int register, double expected) => Assert.Equal(
        expected, Ds18b20Scratchpad.Counts([(byte)register, (byte)(register >> 8)], 12) * Ds18b20Scratchpad.DegreesPerCount, 1e-9);

    // Data sheet, table 2 and figure 10: R1 R0 in bits 6 and 5, ones below, zero above.
    [Theory]
    [InlineData(9, 0x1F)]
    [InlineData(10, 0x3F)]
    [InlineData(11, 0x5F)]
    [InlineData(12, 0x7F)]
    public void ConfigurationFor_EachResolution_IsTheDataSheets(int bits, int expected) => Assert.Equal(expected, Ds18b20Scratchpad.ConfigurationFor(bits));

    [Theory]
    [InlineData(9, 0x0197, 25.0)]
    [InlineData(11, 0xFE6F, -25.125)]
    public void Counts_FewerBits_CutsOffTheUndefinedOnes(int bits, int register, double expected) => Assert.Equal(
        expected, Ds18b20Scratchpad.Counts([(byte)register, (byte)(register >> 8)], bits) * Ds18b20Scratchpad.DegreesPerCount, 1e-9);

    // Maxim application note 27, the worked example of the ROM code: A2 is the check sum of 02 1C B8 01 00 00 00.
    [Fact]
    public void Crc_ApplicationNoteExample_IsA2() => Assert.Equal(0xA2, Ds18b20Scratchpad.Crc([0x02, 0x1C, 0xB8, 0x01, 0x00, 0x00, 0x00]));

    // The power-on scratchpad, as it is printed by many a terminal.
    [Fact]
    public void TryParse_PowerOnText_IsIntactAsText() =>
        Assert.True(Parse("50 05 4b 46 7f ff 0c 10 1c : crc=1c YES\n50 05 4b 46 7f ff 0c 10 1c t=85000\n"));

    [Theory]
    [InlineData("50 05 4b 46 7f ff 0c 10 1d : crc=1c NO\n91 01 4b 46 7f ff 0c 10 25 t=25062\n")]
    [InlineData("00 00 00 00 00 00 00 00 00 : crc=00 YES\n00 00 00 00 00 00 00 00 00 t=0\n")]
    [InlineData("50 05 4b 46 7f ff 0c 10 1c : crc=1c YES\n50 05 4b 46 7f ff 0c 10 1c t=84000\n")]
    [InlineData("51 05 4b 46 7f ff 0c 10 1c : crc=1c YES\n51 05 4b 46 7f ff 0c 10 1c t=85062\n")]
    [InlineData("50 05 4b 46 7f ff 0c 10 1c : crc=1c YES\n50 05 4b 46 7f ff 0c 10 1c t=850")]
    [InlineData("50 05 4b 46 7f ff 0c 10 1c : crc=1c YES\n")]
    [InlineData("50 05 : crc=1c YES\n")]
    [InlineData("")]
    public void TryParse_DamagedText_IsNotBelieved(string text) => Assert.False(Parse(text));

    private static bool Parse(string text) => Ds18b20Text.TryParse(Encoding.ASCII.GetBytes(text), new byte[Ds18b20Scratchpad.Bytes]);
}
