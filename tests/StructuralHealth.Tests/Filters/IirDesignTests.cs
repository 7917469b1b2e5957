using EdgeTwin.StructuralHealth.Filters;

namespace EdgeTwin.StructuralHealth.Tests.Filters;

public sealed class IirDesignTests
{
    public static TheoryData<string> Designs => [.. FilterVectors.Stored.Designs.Select(vector => vector.Name)];

    [Theory]
    [MemberData(nameof(Designs))]
    public void Design_StoredVector_EqualsScipySectionBySection(string name)
    {
        var vector = FilterVectors.Stored.Designs.Single(candidate => candidate.Name == name);

        var sections = vector.Design(FilterVectors.Stored.SampleRateHz).Sections;

        Assert.Equal(vector.Sections.Length, sections.Length);
        for (var index = 0; index < sections.Length; index++)
        {
            var (b0, b1, b2, a1, a2) = sections[index];
            Expect.CloseToScale(vector.Sections[index].AsSpan(..3), [b0, b1, b2], 1e-9, $"numerator of section {index}");
            Expect.CloseToScale(vector.Sections[index].AsSpan(3..), [1, a1, a2], 1e-9, $"denominator of section {index}");
        }
    }

    [Fact]
    public void Response_AtTheEdges_IsThreeDecibelsDown()
    {
        var cascade = IirDesign.Butterworth(6, PassBand.Between(2, 5), 200);
        Expect.Close(Math.Sqrt(0.5), cascade.Response(2).Magnitude, 1e-9, "lower edge");
        Expect.Close(Math.Sqrt(0.5), cascade.Response(5).Magnitude, 1e-9, "upper edge");
        Assert.InRange(cascade.Response(Math.Sqrt(10)).Magnitude, 0.999, 1.0000001);
    }

    [Theory]
    [InlineData(0, 1.0, 2.0, 100)]
    [InlineData(25, 1.0, 2.0, 100)]
    [InlineData(4, 0.0, 2.0, 100)]
    [InlineData(4, 2.0, 2.0, 100)]
    [InlineData(4, 2.0, 50.0, 100)]
    [InlineData(4, 2.0, double.NaN, 100)]
    [InlineData(4, 1.0, 2.0, 0)]
    public void Butterworth_ImpossibleParameter_Throws(int order, double lowHz, double highHz, double sampleRateHz) =>
        Assert.Throws<ArgumentException>(() => IirDesign.Butterworth(order, PassBand.Between(lowHz, highHz), sampleRateHz));

    [Fact]
    public void Cascade_UnstableSection_Throws() =>
        Assert.Throws<ArgumentException>(() => new SosCascade([new SosSection(1, 0, 0, 0, 1)], 100));
}
