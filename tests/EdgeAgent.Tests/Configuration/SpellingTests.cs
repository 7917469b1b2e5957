using EdgeTwin.EdgeAgent.Configuration.Reading;

namespace EdgeTwin.EdgeAgent.Tests.Configuration;

public sealed class SpellingTests
{
    /// <summary>Textbook distances: kitten/sitting is Levenshtein's standard example, ca/ac is one swap of neighbours.</summary>
    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ca", "ac", 1)]
    [InlineData("", "abc", 3)]
    [InlineData("sunday", "saturday", 3)]
    [InlineData("same", "same", 0)]
    public void Distance_KnownPairs_HaveTheirTextbookValue(string a, string b, int distance)
    {
        Assert.Equal(distance, Spelling.Distance(a, b));
        Assert.Equal(distance, Spelling.Distance(b, a));
    }

    [Theory]
    [InlineData("lenghtM", "lengthM")]
    [InlineData("SAMPLERATEHZ", "sampleRateHz")]
    [InlineData("member", "members")]
    public void Nearest_MisspeltName_IsFound(string word, string nearest) =>
        Assert.Equal([nearest], Spelling.Nearest(word, ["lengthM", "sampleRateHz", "members"]));

    [Fact]
    public void Nearest_TwoEquallyNear_GivesBoth() =>
        Assert.Equal("did you mean 'adxl355' or 'adxl357'?", Spelling.Question("adxl375", ["adxl355", "ads1220", "adxl357"]));

    [Fact]
    public void Nearest_NothingNear_IsEmpty() => Assert.Empty(Spelling.Nearest("xyzzy", ["lengthM", "sampleRateHz", "members"]));
}
