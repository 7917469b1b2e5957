using EdgeTwin.StructuralHealth.MiniSeed;

namespace EdgeTwin.StructuralHealth.Tests.MiniSeed;

public sealed class FdsnSourceIdentifierTests
{
    [Theory]
    [InlineData("FDSN:IU_COLA_00_B_H_Z")] // the FDSN's own examples
    [InlineData("FDSN:NL_HGN__L_H_Z")]
    [InlineData("FDSN:XX2026_STATION1_LOC-1_H_N_123")]
    public void Parse_Valid_IsItsOwnText(string text) => Assert.Equal(text, FdsnSourceIdentifier.Parse(text).ToString());

    [Theory]
    [InlineData("XX_STA__B_H_Z", "has the form")]
    [InlineData("FDSN:XX_STA_B_H_Z", "has the form")]
    [InlineData("FDSN:XX_sta__B_H_Z", "its station 'sta' has the character 's'")]
    [InlineData("FDSN:_STA__B_H_Z", "its network '' has 0 characters instead of 1 to 8")]
    [InlineData("FDSN:XX_STATION10__B_H_Z", "9 characters instead of 1 to 8")]
    [InlineData("FDSN:XX_STA_--_B_H_Z", "the location '--' is forbidden")]
    [InlineData("FDSN:XX_STA__B__Z", "its source '' has 0 characters")]
    public void Parse_Invalid_SaysWhy(string text, string why) =>
        Assert.Contains(why, Assert.Throws<FormatException>(() => FdsnSourceIdentifier.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void FromSeed_PaddedCodes_AreTrimmed() =>
        Assert.Equal("FDSN:XX_TEST__B_H_Z", FdsnSourceIdentifier.FromSeed("XX", "TEST ", "  ", "BHZ").ToString());
}
