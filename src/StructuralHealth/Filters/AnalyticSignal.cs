using System.Numerics.Tensors;
using EdgeTwin.StructuralHealth.Spectra;

namespace EdgeTwin.StructuralHealth.Filters;

/// <summary>
/// Envelope of a record by its analytic signal; equal to <c>abs(scipy.signal.hilbert(x))</c>. Any length; the record is taken as one period, so its ends
/// disturb each other. Source: S. L. Marple, IEEE Trans. Signal Processing 47 (1999) 2600-2603. Owns its buffers; not thread-safe.
/// </summary>
public sealed class AnalyticSignal
{
    private readonly ComplexFft _fft;

    /// <summary>Prepares envelopes of one length.</summary>
    /// <param name="length">Samples, at least 1.</param>
    public AnalyticSignal(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        _fft = new ComplexFft(length);
    }

    /// <summary>Computes the envelope.</summary>
    /// <param name="samples">As many samples as prepared; one that is missing (NaN) makes the whole envelope missing.</param>
    /// <param name="envelope">Takes as many values, in the unit of the samples.</param>
    /// <exception cref="ArgumentException">A span has the wrong length.</exception>
    public void Envelope(ReadOnlySpan<double> samples, Span<double> envelope)
    {
        if (samples.Length != _fft.Length || envelope.Length != _fft.Length)
            throw new ArgumentException($"{samples.Length} samples and {envelope.Length} values were given; this envelope takes {_fft.Length}.", nameof(samples));
        samples.CopyTo(_fft.Real);
        _fft.Imaginary.Clear();
        _fft.Forward();

        // Positive frequencies count twice, negative ones not at all; 0 Hz and half the rate belong to both.
        var half = (_fft.Length + 1) / 2;
        TensorPrimitives.Multiply(_fft.Real[1..half], 2, _fft.Real[1..half]);
        TensorPrimitives.Multiply(_fft.Imaginary[1..half], 2, _fft.Imaginary[1..half]);
        _fft.Real[((_fft.Length / 2) + 1)..].Clear();
        _fft.Imaginary[((_fft.Length / 2) + 1)..].Clear();
        _fft.Inverse();
        TensorPrimitives.Hypot<double>(_fft.Real, _fft.Imaginary, envelope);
    }
}
