using System.Globalization;
using EdgeTwin.StructuralHealth.Spectra;

namespace EdgeTwin.StructuralHealth.Modal;

/// <summary>
/// Correlations R[lag] = E[y(t + lag) ref(t)^T] of all channels with the references, by FFT, one estimate for each block of the record.
/// A block's sum takes its later samples from the block behind it, so that the mean over the blocks is the unbiased estimate of the whole record
/// and the scatter between blocks is that estimate's uncertainty. Source: B. Peeters, G. De Roeck, Mechanical Systems and Signal Processing 13(6), 1999.
/// </summary>
internal sealed class CorrelationBlocks
{
    private const int BlocksMinimum = 10;

    private CorrelationBlocks(int channels, int[] references, int lags, List<double[]> blocks, int blockLength)
    {
        Channels = channels;
        References = references;
        Lags = lags;
        Blocks = blocks;
        BlockLength = blockLength;
        Mean = new double[blocks[0].Length];
        foreach (var block in blocks)
            RowMatrix.AddScaled(block, 1.0 / blocks.Count, Mean);
    }

    public int Channels { get; }

    public int[] References { get; }

    /// <summary>Lags 0 to this one are there.</summary>
    public int Lags { get; }

    /// <summary>Samples whose products one block sums.</summary>
    public int BlockLength { get; }

    /// <summary>Estimates by block, [(lag * channels + channel) * references + reference].</summary>
    public IReadOnlyList<double[]> Blocks { get; }

    /// <summary>Estimate of the whole record, as <see cref="Blocks"/>.</summary>
    public double[] Mean { get; }

    /// <summary>Estimates from blocks that hold at least a quarter as many samples as there are lags; a short record has fewer blocks than wanted, but ten.</summary>
    public static CorrelationBlocks From(PreparedRecord record, int[] references, int lags, int blocksWanted)
    {
        var usable = record.Stretches.Sum(stretch => Math.Max(0, stretch[0].Length - lags));
        var wanted = Math.Clamp(4 * usable / lags, BlocksMinimum, blocksWanted);
        var length = usable / wanted;
        var blocks = new List<double[]>();
        if (length >= 1)
        {
            var transform = new BlockTransform(record.Channels, references, lags, length);
            foreach (var stretch in record.Stretches)
            {
                for (var start = 0; start + length + lags <= stretch[0].Length; start += length)
                    blocks.Add(transform.Correlate(stretch, start));
            }
        }

        if (blocks.Count < BlocksMinimum)
            throw Refused(record, lags);
        return new CorrelationBlocks(record.Channels, references, lags, blocks, length);
    }

    /// <summary>The estimate of one stretch as one block.</summary>
    public static CorrelationBlocks Whole(double[][] stretch, int[] references, int lags)
    {
        var length = stretch[0].Length - lags;
        return new CorrelationBlocks(stretch.Length, references, lags, [new BlockTransform(stretch.Length, references, lags, length).Correlate(stretch, 0)], length);
    }

    private static ModalRefusalException Refused(PreparedRecord record, int lags)
    {
        var longest = record.Stretches.Max(stretch => stretch[0].Length);
        var needed = string.Create(CultureInfo.InvariantCulture, $"{(lags + BlocksMinimum) / record.RateHz:G3} s are needed at least, decimation left {longest / record.RateHz:G3} s");
        return record.Stretches.Count > 1
            ? new ModalRefusalException(ModalRefusalKind.TooManyGaps, $"The {record.Stretches.Count} stretches between the gaps of the record are too short: {needed} in the longest.")
            : new ModalRefusalException(ModalRefusalKind.TooShort, $"The record is too short for the model: {needed}.");
    }

    /// <summary>The same without one of several equal groups of consecutive blocks.</summary>
    public CorrelationBlocks Without(int group, int groups)
    {
        var (from, to) = (group * Blocks.Count / groups, (group + 1) * Blocks.Count / groups);
        return new CorrelationBlocks(Channels, References, Lags, [.. Blocks.Where((_, index) => index < from || index >= to)], BlockLength);
    }

    /// <summary>Zero-padded transforms of one block; the inverse packs two correlations into one complex transform.</summary>
    private sealed class BlockTransform
    {
        private readonly int[] _references;
        private readonly int _lags;
        private readonly int _length;
        private readonly RealFft _forward;
        private readonly ComplexFft _inverse;
        private readonly double[] _padded;
        private readonly double[][] _real;
        private readonly double[][] _imaginary;

        public BlockTransform(int channels, int[] references, int lags, int length)
        {
            _references = references;
            _lags = lags;
            _length = length;
            var size = FastLength(length + lags);
            _forward = new RealFft(size);
            _inverse = new ComplexFft(size);
            _padded = new double[size];
            _real = [.. Enumerable.Range(0, channels + references.Length).Select(_ => new double[_forward.BinCount])];
            _imaginary = [.. Enumerable.Range(0, channels + references.Length).Select(_ => new double[_forward.BinCount])];
        }

        public double[] Correlate(double[][] stretch, int start)
        {
            var channels = stretch.Length;
            for (var channel = 0; channel < channels; channel++)
                Transform(stretch[channel].AsSpan(start, _length + _lags), channel);
            for (var reference = 0; reference < _references.Length; reference++)
                Transform(stretch[_references[reference]].AsSpan(start, _length), channels + reference);
            var result = new double[(_lags + 1) * channels * _references.Length];
            for (var reference = 0; reference < _references.Length; reference++)
            {
                for (var channel = 0; channel < channels; channel += 2)
                    Invert(result, channels, channel, reference);
            }

            return result;
        }

        private void Transform(ReadOnlySpan<double> samples, int slot)
        {
            samples.CopyTo(_padded);
            _padded.AsSpan(samples.Length).Clear();
            _forward.Forward(_padded, _real[slot], _imaginary[slot]);
        }

        /// <summary>Inverse of the cross spectra of two channels, the second turned by a quarter: swapped parts make the forward transform an inverse.</summary>
        private void Invert(double[] result, int channels, int channel, int reference)
        {
            var second = Math.Min(channel + 1, channels - 1);
            var real = _inverse.Real;
            var imaginary = _inverse.Imaginary;
            var size = real.Length;
            var x = channels + reference;
            for (var bin = 0; bin < _forward.BinCount; bin++)
            {
                var (xr, xi) = (_real[x][bin], _imaginary[x][bin]);
                var ar = (_real[channel][bin] * xr) + (_imaginary[channel][bin] * xi);
                var ai = (_imaginary[channel][bin] * xr) - (_real[channel][bin] * xi);
                var br = (_real[second][bin] * xr) + (_imaginary[second][bin] * xi);
                var bi = (_imaginary[second][bin] * xr) - (_real[second][bin] * xi);
                imaginary[bin] = ar - bi;
                real[bin] = ai + br;
                if (bin == 0 || 2 * bin == size)
                    continue;
                imaginary[size - bin] = ar + bi;
                real[size - bin] = br - ai;
            }

            _inverse.Forward();
            var scale = 1.0 / ((double)size * _length);
            real = _inverse.Real;
            imaginary = _inverse.Imaginary;
            for (var lag = 0; lag <= _lags; lag++)
            {
                var at = (((lag * channels) + channel) * _references.Length) + reference;
                result[at] = imaginary[lag] * scale;
                if (second > channel)
                    result[at + _references.Length] = real[lag] * scale;
            }
        }

        /// <summary>The next even length made of the factors 2, 3 and 5.</summary>
        private static int FastLength(int least)
        {
            for (var length = (least + 1) / 2 * 2; ; length += 2)
            {
                var rest = length;
                foreach (var factor in new[] { 2, 3, 5 })
                {
                    while (rest % factor == 0)
                        rest /= factor;
                }

                if (rest == 1)
                    return length;
            }
        }
    }
}
