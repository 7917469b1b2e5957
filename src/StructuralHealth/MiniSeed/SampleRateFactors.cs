namespace EdgeTwin.StructuralHealth.MiniSeed;

/// <summary>The two 16-bit numbers by which a version 2 header says the rate (SEED 2.4, chapter 8, fields 10 and 11): positive ones multiply, negative ones divide.</summary>
internal static class SampleRateFactors
{
    /// <summary>Rate in Hz of factor and multiplier; 0 where one is 0.</summary>
    public static double Join(int factor, int multiplier)
    {
        if (factor == 0 || multiplier == 0)
            return 0;
        return (factor > 0, multiplier > 0) switch
        {
            (true, true) => (double)factor * multiplier,
            (true, false) => -(double)factor / multiplier,
            (false, true) => -(double)multiplier / factor,
            _ => 1.0 / ((double)factor * multiplier),
        };
    }

    /// <summary>Factor and multiplier nearest to a rate above 0, by continued fractions; whole rates above 32767 as a product where there is one.</summary>
    public static (short Factor, short Multiplier) Split(double rateHz)
    {
        if (rateHz > short.MaxValue)
            return Product(rateHz, 1);
        if (rateHz < 1.0 / short.MaxValue)
        {
            var (first, second) = Product(1 / rateHz, -1);
            return (first, second);
        }

        return Fraction(rateHz);
    }

    private static (short Factor, short Multiplier) Fraction(double rateHz)
    {
        var (numerator, numeratorBefore, denominator, denominatorBefore) = (1L, 0L, 0L, 1L);
        var rest = rateHz;
        for (var term = 0; term < 40; term++)
        {
            var whole = (long)Math.Floor(rest);
            var (nextNumerator, nextDenominator) = ((whole * numerator) + numeratorBefore, (whole * denominator) + denominatorBefore);
            if (nextNumerator > short.MaxValue || nextDenominator > short.MaxValue)
                break;
            (numerator, numeratorBefore, denominator, denominatorBefore) = (nextNumerator, numerator, nextDenominator, denominator);
            if (numerator > 0 && Math.Abs(((double)numerator / denominator) - rateHz) <= 1e-13 * rateHz)
                break;
            rest = 1 / (rest - whole);
            if (rest > short.MaxValue)
                break;
        }

        if (numerator == 0)
            (numerator, denominator) = (1, (long)Math.Round(1 / rateHz));
        if (denominator == 1)
            return ((short)numerator, 1);
        return numerator == 1 ? ((short)-denominator, (short)1) : ((short)numerator, (short)-denominator);
    }

    /// <summary>A number above 32767 as a product of two, the nearest with a small second factor.</summary>
    private static (short Factor, short Multiplier) Product(double value, int sign)
    {
        var best = (Factor: short.MaxValue, Multiplier: short.MaxValue);
        var smallest = double.PositiveInfinity;
        for (var second = 2; second <= short.MaxValue; second++)
        {
            var first = Math.Round(value / second);
            if (first > short.MaxValue)
                continue;
            var error = Math.Abs((first * second) - value);
            if (error < smallest)
                (best, smallest) = (((short)first, (short)second), error);
            if (error == 0 || first < second)
                break;
        }

        return ((short)(sign * best.Factor), (short)(sign * best.Multiplier));
    }
}
