namespace EdgeTwin.StructuralHealth.Faults;

/// <summary>
/// The window cut into blocks, so that a fault that begins in the middle is seen and a passing vehicle does not hide the sensor's own noise.
/// The level of a block is the standard deviation of the steps between its samples over the square root of 2: for white noise the noise itself.
/// </summary>
internal readonly record struct NoiseBlocks(double QuietestLevel, double LoudestLevel, double WhiteShare, double GarbageShare)
{
    private const int MaximumBlocks = 16;
    private const int MinimumSamples = 24;
    private const int Lags = 8;

    /// <summary>Uniform random numbers put a quarter of the samples into each outer quarter of the range; half of that is asked for.</summary>
    private const double OuterShare = 0.12;

    /// <summary>Of the standard deviation of uniform random numbers, range / sqrt(12).</summary>
    private const double GarbageDeviation = 0.7;
    private const double GarbageCorrelation = 0.4;

    public static NoiseBlocks Of(ReadOnlySpan<float> window, double rangeMin, double rangeMax)
    {
        var blocks = Math.Clamp(window.Length / MinimumSamples, 1, MaximumBlocks);
        var quietest = double.PositiveInfinity;
        var loudest = double.NaN;
        var white = 0;
        var garbage = 0;
        var judged = 0;
        for (var block = 0; block < blocks; block++)
        {
            var from = (int)((long)window.Length * block / blocks);
            var to = (int)((long)window.Length * (block + 1) / blocks);
            var shape = BlockShape.Of(window[from..to], rangeMin, rangeMax);
            if (shape.Steps < Math.Min(MinimumSamples, window.Length) / 2)
                continue;
            judged++;
            quietest = Math.Min(quietest, shape.Level);
            loudest = double.IsNaN(loudest) ? shape.Level : Math.Max(loudest, shape.Level);
            if (IsWhite(window[from..to], shape))
                white++;
            if (IsGarbage(shape, rangeMax - rangeMin))
                garbage++;
        }

        return judged == 0
            ? new NoiseBlocks(double.NaN, double.NaN, 0, 0)
            : new NoiseBlocks(quietest, loudest, (double)white / judged, (double)garbage / judged);
    }

    private static bool IsGarbage(in BlockShape shape, double range) =>
        double.IsFinite(range) && range > 0
        && shape.Steps >= MinimumSamples / 2
        && shape.LowShare > OuterShare && shape.HighShare > OuterShare
        && shape.Deviation > GarbageDeviation * range / Math.Sqrt(12)
        && Math.Abs(shape.Correlation(1)) < GarbageCorrelation;

    /// <summary>No correlation of the samples at any of the first lags; a vibrating structure always has some.</summary>
    private static bool IsWhite(ReadOnlySpan<float> block, in BlockShape shape)
    {
        if (!(shape.Deviation > 0))
            return false;
        var limit = Math.Max(0.2, 3 / Math.Sqrt(shape.Steps));
        if (Math.Abs(shape.Correlation(1)) > limit)
            return false;
        for (var lag = 2; lag <= Lags; lag++)
        {
            if (Math.Abs(Correlation(block, shape.Mean, lag)) > limit)
                return false;
        }

        return true;
    }

    private static double Correlation(ReadOnlySpan<float> block, double mean, int lag)
    {
        var products = 0.0;
        var squares = 0.0;
        for (var index = lag; index < block.Length; index++)
        {
            var product = (block[index] - mean) * (block[index - lag] - mean);
            if (!double.IsFinite(product))
                continue;
            products += product;
            squares += (block[index] - mean) * (block[index] - mean);
        }

        return squares > 0 ? products / squares : 0;
    }
}
