using System.Numerics.Tensors;

namespace EdgeTwin.StructuralHealth.Spectra;

/// <summary>
/// Spectrum of one window, summed over channels, in which every segment weighs the same: each is divided by its own energy in the band of interest before the mean is taken.
/// In a plain Welch mean the one segment with a lorry on the span outweighs all others by a thousand, and what it shows is mostly the lorry's bouncing, not the span's own frequency.
/// The free decay after a vehicle and the ambient vibration between vehicles say as much of the structure as any loud second. On the simulated bridge with 240 vehicles an hour the
/// spread of the first frequency from one minute falls from 1.4 % to 0.4 %.
/// Owns its buffers, allocates nothing per window; not thread-safe.
/// </summary>
public sealed class EqualisedSpectrum
{
    private readonly WelchSpectrum _welch;
    private readonly double[] _segment;
    private readonly double[] _sums;
    private readonly int[] _channels;

    /// <summary>Prepares spectra of one sample rate and segment length.</summary>
    /// <param name="sampleRateHz">Samples per second of every channel.</param>
    /// <param name="segmentLength">Samples per segment; eight seconds suit frequencies from 1 Hz up.</param>
    /// <param name="maximumSamples">Longest window; the part of a longer one behind it is left out.</param>
    /// <param name="highestHz">Frequencies above it are not kept.</param>
    public EqualisedSpectrum(double sampleRateHz, int segmentLength, int maximumSamples, double highestHz)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumSamples, segmentLength);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(highestHz);
        _welch = new WelchSpectrum(sampleRateHz, segmentLength);
        _segment = new double[_welch.BinCount];
        BinCount = (int)Math.Min(_welch.BinCount, Math.Ceiling(highestHz / _welch.FrequencyResolutionHz) + 1);
        _channels = new int[((maximumSamples - segmentLength) / _welch.SegmentStep) + 1];
        _sums = new double[_channels.Length * BinCount];
    }

    /// <summary>Distance of two bins in Hz.</summary>
    public double FrequencyResolutionHz => _welch.FrequencyResolutionHz;

    /// <summary>Bins that are kept, from 0 Hz up.</summary>
    public int BinCount { get; }

    /// <summary>Begins a new window.</summary>
    public void Clear()
    {
        Array.Clear(_sums);
        Array.Clear(_channels);
    }

    /// <summary>Adds a channel of the window. All channels of a window begin at the same time; a segment with a missing sample is left out for this channel.</summary>
    /// <param name="samples">Samples of the window; <see cref="float.NaN"/> is a missing sample.</param>
    public void Add(ReadOnlySpan<float> samples)
    {
        for (var segment = 0; segment < _channels.Length; segment++)
        {
            var start = segment * _welch.SegmentStep;
            if (start + _welch.SegmentLength > samples.Length)
                return;
            if (_welch.Compute(samples.Slice(start, _welch.SegmentLength), _segment) == 0)
                continue;
            var sum = Sum(segment);
            TensorPrimitives.Add(sum, _segment.AsSpan(0, BinCount), sum);
            _channels[segment]++;
        }
    }

    /// <summary>Takes the mean of the segments, each divided by its energy between two frequencies; the result keeps the mean energy and its unit.</summary>
    /// <param name="lowHz">Lower edge of the band of interest: that of the mode.</param>
    /// <param name="highHz">Its upper edge.</param>
    /// <param name="psd">Takes <see cref="BinCount"/> densities; all NaN when no segment is complete.</param>
    /// <returns>Segments in the mean, for <see cref="ModalFrequencyEstimator.Estimate"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="psd"/> has not <see cref="BinCount"/> values.</exception>
    public int Compute(double lowHz, double highHz, Span<double> psd)
    {
        if (psd.Length != BinCount)
            throw new ArgumentException($"psd has {psd.Length} values; this spectrum keeps {BinCount} bins.", nameof(psd));
        psd.Clear();
        var segments = 0;
        var energies = 0.0;
        for (var segment = 0; segment < _channels.Length; segment++)
        {
            if (_channels[segment] == 0)
                continue;
            var energy = BandEnergy.Compute(Sum(segment), FrequencyResolutionHz, lowHz, highHz);
            if (!(energy > 0))
                continue;
            TensorPrimitives.MultiplyAdd(Sum(segment), 1 / energy, psd, psd);
            energies += energy;
            segments++;
        }

        if (segments == 0)
            psd.Fill(double.NaN);
        else
            TensorPrimitives.Multiply(psd, energies / ((double)segments * segments), psd);
        return segments;
    }

    private Span<double> Sum(int segment) => _sums.AsSpan(segment * BinCount, BinCount);
}
