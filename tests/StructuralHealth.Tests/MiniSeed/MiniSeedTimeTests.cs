using EdgeTwin.StructuralHealth.MiniSeed;

namespace EdgeTwin.StructuralHealth.Tests.MiniSeed;

public sealed class MiniSeedTimeTests
{
    [Theory]
    [InlineData(2026, 1, 0, 0, 0, 0, "2026-01-01T00:00:00.000000000Z")]
    [InlineData(2024, 366, 23, 59, 59, 999_999_999, "2024-12-31T23:59:59.999999999Z")]
    [InlineData(2016, 366, 23, 59, 60, 500_000_000, "2017-01-01T00:00:00.500000000Z")] // the leap second of 2016
    [InlineData(1969, 365, 23, 59, 59, 1, "1969-12-31T23:59:59.000000001Z")]
    [InlineData(1678, 1, 0, 0, 0, 0, "1678-01-01T00:00:00.000000000Z")]
    [InlineData(2261, 365, 23, 59, 59, 0, "2261-12-31T23:59:59.000000000Z")]
    public void TryJoin_ValidTime_IsItsText(int year, int day, int hour, int minute, int second, long nanosecond, string text) =>
        Assert.Equal(text, MiniSeedTime.Format(MiniSeedTime.TryJoin(year, day, hour, minute, second, nanosecond)!.Value));

    [Theory]
    [InlineData(1677, 1, 0, 0, 0, 0)]
    [InlineData(2262, 1, 0, 0, 0, 0)]
    [InlineData(2023, 366, 0, 0, 0, 0)]
    [InlineData(2023, 0, 0, 0, 0, 0)]
    [InlineData(2023, 1, 24, 0, 0, 0)]
    [InlineData(2023, 1, 0, 60, 0, 0)]
    [InlineData(2023, 1, 0, 0, 61, 0)]
    [InlineData(2023, 1, 0, 0, 0, 1_000_000_000)]
    public void TryJoin_OutOfRange_IsNone(int year, int day, int hour, int minute, int second, long nanosecond) =>
        Assert.Null(MiniSeedTime.TryJoin(year, day, hour, minute, second, nanosecond));

    [Theory]
    [InlineData(3_600_000_000L, 1000, 3_600_000_000_000_000)] // 41 days to the nanosecond
    [InlineData(1, 1000.0 / 3, 3_000_000)]
    [InlineData(7, 0.1, 70_000_000_000)]
    [InlineData(5, 0, 0)]
    public void DurationNs_OfSamples_IsExact(long samples, double rateHz, long expectedNs) =>
        Assert.Equal(expectedNs, MiniSeedTime.DurationNs(samples, rateHz));
}
