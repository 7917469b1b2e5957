using EdgeTwin.StructuralHealth.MiniSeed;

namespace EdgeTwin.EdgeAgent.Analysis.Conversion;

/// <summary>Turns samples into what an encoding stores, and keeps the largest error that this made.</summary>
internal sealed class SampleRounding
{
    private readonly string _file;
    private readonly Series _series;
    private readonly MiniSeedSampleType _type;
    // Samples of the source per stored count; 1 where counts stay counts.
    private readonly double _perCount;

    /// <exception cref="AnalysisException">Numbers become counts and no scale was said, or counts become counts and one was.</exception>
    public SampleRounding(string file, Series series, MiniSeedEncoding encoding, double? scale)
    {
        (_file, _series, _type) = (file, series, MiniSeedEncodings.SampleTypeOf(encoding));
        var areCounts = series.SampleType == MiniSeedSampleType.Integer;
        if (areCounts && scale is not null)
            throw new AnalysisException($"{file}: channel {series.Name} holds counts already, which are kept as they are. Leave out --scale; --to csv takes it.");
        if (!areCounts && _type == MiniSeedSampleType.Integer && scale is null)
            throw new AnalysisException($"{file}: channel {series.Name} holds numbers, and {MiniSeedEncodings.NameOf(encoding)} stores whole counts. Say the units per count with --scale, or take --encoding float32.");
        if (!areCounts && _type != MiniSeedSampleType.Integer && scale is not null)
            throw new AnalysisException($"{file}: channel {series.Name} is stored as {MiniSeedEncodings.NameOf(encoding)}, which needs no scale. Leave out --scale, or take --encoding steim2.");
        Scale = scale ?? series.Scale;
        _perCount = Scale / series.Scale;
    }

    /// <summary>Units per stored number.</summary>
    public double Scale { get; }

    /// <summary>Largest change of a sample, in its unit.</summary>
    public double LargestError { get; private set; }

    public void Append(MiniSeedWriter writer, double[] samples)
    {
        switch (_type)
        {
            case MiniSeedSampleType.Integer:
                writer.Append(Array.ConvertAll(samples, Count));
                break;
            case MiniSeedSampleType.Float32:
                writer.Append(Array.ConvertAll(samples, Single));
                break;
            default:
                writer.Append(samples);
                break;
        }
    }

    private int Count(double sample)
    {
        var count = Math.Round(sample / _perCount, MidpointRounding.ToEven);
        if (!(count is >= int.MinValue and <= int.MaxValue))
            throw new AnalysisException(FormattableString.Invariant($"{_file}: channel {_series.Name}: the sample {sample * _series.Scale} is {count} counts of {Scale}; 32 bits hold up to {int.MaxValue}. Take a larger --scale, or --encoding float32."));
        LargestError = Math.Max(LargestError, Math.Abs((count * _perCount) - sample) * _series.Scale);
        return (int)count;
    }

    private float Single(double sample)
    {
        if (double.IsFinite(sample))
            LargestError = Math.Max(LargestError, Math.Abs((float)sample - sample) * _series.Scale);
        return (float)sample;
    }
}
