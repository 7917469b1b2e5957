using System.Numerics.Tensors;

namespace EdgeTwin.StructuralHealth.Spectra;

/// <summary>What every estimate by segments shares: trend and window of one segment, and the scale of the result.</summary>
internal sealed class WelchSegments
{
    private readonly double[] _window;
    private readonly double _scale;
    private readonly DetrendKind _detrend;

    public WelchSegments(double sampleRateHz, WelchOptions options)
    {
        if (!(sampleRateHz > 0) || double.IsInfinity(sampleRateHz))
            throw new ArgumentOutOfRangeException(nameof(sampleRateHz), sampleRateHz, "The sample rate must be a positive number of hertz.");
        options.Validate();
        SampleRateHz = sampleRateHz;
        Length = options.SegmentLength;
        Step = options.SegmentStep;
        _detrend = options.Detrend;
        _window = options.Window.Periodic(Length);
        var sum = TensorPrimitives.Sum<double>(_window);
        _scale = options.Scaling == SpectrumScaling.Density ? 1 / (sampleRateHz * TensorPrimitives.SumOfSquares<double>(_window)) : 1 / (sum * sum);
    }

    public double SampleRateHz { get; }

    public int Length { get; }

    public int Step { get; }

    /// <summary>Takes the trend off and applies the window; false when a sample is missing.</summary>
    public bool TryPrepare(Span<double> segment)
    {
        var sum = TensorPrimitives.Sum<double>(segment);
        if (!double.IsFinite(sum))
            return false;
        if (_detrend == DetrendKind.Constant)
        {
            TensorPrimitives.AddMultiply(segment, -sum / Length, _window, segment);
            return true;
        }

        if (_detrend == DetrendKind.Linear)
            Detrend.Linear(segment);
        TensorPrimitives.Multiply(segment, _window, segment);
        return true;
    }

    /// <summary>Writes the one-sided, scaled average of two-sided values.</summary>
    public void Finish(SegmentAverage average, Span<double> result)
    {
        average.Compute(result);
        TensorPrimitives.Multiply(result, 2 * _scale, result);
        result[0] *= 0.5;
        if (Length % 2 == 0)
            result[^1] *= 0.5;
    }
}
