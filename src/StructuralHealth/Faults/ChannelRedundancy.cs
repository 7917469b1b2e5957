using MathNet.Numerics.LinearAlgebra;

namespace EdgeTwin.StructuralHealth.Faults;

/// <summary>
/// Judges channels by each other. From a sound reference recording it learns how the channels move together (covariance within a window) and how their levels belong together (covariance of
/// the window means). In a later recording each window is held against that: does it fit, and if not, would it fit with one channel's sign turned, with two channels exchanged, or
/// without one channel? The channel at fault is the one without which the others fit; for levels it is the one whose own
/// error explains the most (reconstruction-based contribution, Alcala and Qin, Automatica 45, 2009), and without which the rest fits. Several channels that change together are no sensor's
/// fault: they are named as unexplained, because the structure may have changed. All limits come from the reference. Motion stronger than the reference's is allowed for, another kind of motion is not: the reference must hold the kinds of
/// excitation that occur, and windows far quieter than any of it are not judged. A channel that the others do not explain is not judged;
/// where too few channels share the motion to tell which of them is wrong, all that may be are named. Learnt once, then read-only and safe on any thread.
/// </summary>
public sealed class ChannelRedundancy
{
    private const double Ridge = 1e-6;
    private const double LevelRidge = 1e-2;
    private readonly double[] _scale;
    private readonly Matrix<double>[] _precisionsWithout;

    private ChannelRedundancy(RedundancyOptions options, double[] scale, IReadOnlyList<RedundancyWindow> windows)
    {
        (Options, _scale) = (options, scale);
        var correlation = windows.Aggregate(Matrix<double>.Build.Dense(scale.Length, scale.Length), (sum, window) => sum + window.Covariance) / windows.Count;
        Precision = (correlation + (Ridge * Matrix<double>.Build.DenseIdentity(scale.Length))).Inverse();
        Redundancy = [.. Enumerable.Range(0, scale.Length).Select(channel => Math.Max(0, 1 - (1 / (correlation[channel, channel] * Precision[channel, channel]))))];
        Strength = ReferenceRange.Of([.. windows.Select(window => StrengthOf(window.Covariance))]);
        Misfit = ReferenceRange.Of([.. windows.Select(window => MisfitOf(window.Covariance))]);
        _precisionsWithout = [.. Redundancy.Select((_, channel) => (Without(correlation, channel) + (Ridge * Matrix<double>.Build.DenseIdentity(scale.Length - 1))).Inverse())];
        Excess = ReferenceRange.Of([.. windows.Select(window => ExcessOf(window.Covariance))]);
        MisfitsWithout = [.. Redundancy.Select((_, channel) => ReferenceRange.Of([.. windows.Select(window => MisfitWithout(window.Covariance, channel))]))];
        Gains = [.. Redundancy.Select((_, channel) => ReferenceRange.Of([.. windows.Select(window => PredictionOf(window.Covariance, channel).Gain)]))];
        Correlations = [.. Redundancy.Select((_, channel) => ReferenceRange.Of([.. windows.Select(window => PredictionOf(window.Covariance, channel).Correlation)]))];
        MeanLevel = windows.Aggregate(Vector<double>.Build.Dense(scale.Length), (sum, window) => sum + window.Mean) / windows.Count;
        var levels = windows.Aggregate(Matrix<double>.Build.Dense(scale.Length, scale.Length), (sum, window) => sum + (window.Mean - MeanLevel).OuterProduct(window.Mean - MeanLevel)) / windows.Count;
        LevelPrecision = (levels + (LevelRidge * Matrix<double>.Build.DiagonalOfDiagonalVector(levels.Diagonal().Add(1e-9)))).Inverse();
        LevelRedundancy = [.. Redundancy.Select((_, channel) => levels[channel, channel] > 0 ? Math.Max(0, 1 - (1 / (levels[channel, channel] * LevelPrecision[channel, channel]))) : 0)];
        LevelDistances = ReferenceRange.Of([.. windows.Select(window => LevelDistance(window.Mean))]);
        Levels = [.. Redundancy.Select((_, channel) => ReferenceRange.Of([.. windows.Select(window => LevelOf(window.Mean, channel))]))];
    }

    /// <summary>Share of each channel's variance that the other channels explain, 0 to 1.</summary>
    public IReadOnlyList<double> Redundancy { get; }

    /// <summary>Share of the variance of each channel's level, from window to window, that the levels of the other channels explain, 0 to 1.</summary>
    public IReadOnlyList<double> LevelRedundancy { get; }

    internal RedundancyOptions Options { get; }

    internal double[] Scale => _scale;

    internal ReferenceRange Strength { get; }

    internal Matrix<double> Precision { get; }

    internal Matrix<double> LevelPrecision { get; }

    internal Vector<double> MeanLevel { get; }

    internal ReferenceRange Misfit { get; }

    internal ReferenceRange Excess { get; }

    /// <summary>Misfit of the other channels when one is left out.</summary>
    internal ReferenceRange[] MisfitsWithout { get; }

    internal ReferenceRange[] Gains { get; }

    internal ReferenceRange[] Correlations { get; }

    internal ReferenceRange[] Levels { get; }

    internal ReferenceRange LevelDistances { get; }

    /// <summary>Learns from a sound recording.</summary>
    /// <param name="channels">Channels of one kind or of several, <c>[channel][sample]</c>, of one length; NaN is missing.</param>
    /// <param name="options">Windows and limits; defaults when null.</param>
    /// <exception cref="ArgumentException">Fewer than two channels, different lengths, too short or too gappy a recording, a channel that does not move, or an option out of range.</exception>
    public static ChannelRedundancy Learn(IReadOnlyList<double[]> channels, RedundancyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(channels);
        options ??= new RedundancyOptions();
        options.Validate();
        Require(channels, options);
        var plain = Windows(channels, options.WindowSamples, null).OfType<RedundancyWindow>().ToList();
        if (plain.Count < options.FewestWindows)
            throw new ArgumentException($"The reference has {plain.Count} complete windows of {options.WindowSamples} samples; {options.FewestWindows} are needed.");
        var scale = Enumerable.Range(0, channels.Count).Select(channel => Math.Sqrt(plain.Average(window => window.Covariance[channel, channel]))).ToArray();
        for (var channel = 0; channel < scale.Length; channel++)
        {
            if (!(scale[channel] > 0) || plain.Any(window => !(window.Covariance[channel, channel] > 0)))
                throw new ArgumentException($"Channel {channel + 1} does not move in a part of the reference: it cannot be learnt from.");
        }

        return new ChannelRedundancy(options, scale, [.. Windows(channels, options.WindowSamples, scale).OfType<RedundancyWindow>()]);
    }

    /// <summary>Faults of a later recording with the same channels.</summary>
    /// <param name="channels">Channels as at <see cref="Learn"/>.</param>
    /// <returns>Faults, by channel and time; empty when none was found.</returns>
    /// <exception cref="ArgumentException">The channels differ in number or length, or the recording is shorter than a window.</exception>
    public IReadOnlyList<SensorFault> Inspect(IReadOnlyList<double[]> channels)
    {
        ArgumentNullException.ThrowIfNull(channels);
        if (channels.Count != _scale.Length)
            throw new ArgumentException($"The reference has {_scale.Length} channels and the recording {channels.Count}.");
        Require(channels, Options);
        return new RedundancyInspection(this, Windows(channels, Options.WindowSamples, _scale)).Run();
    }

    /// <summary>Strength of the motion: log variance of the median channel, which one broken channel does not move.</summary>
    internal static double StrengthOf(Matrix<double> covariance)
    {
        var sorted = covariance.Diagonal().Select(variance => Math.Log(Math.Max(variance, 1e-300))).Order().ToArray();
        return 0.5 * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]);
    }

    /// <summary>Misfit of a covariance whatever its strength: log of the mean precision-weighted variance over its geometric mean; 0 for the reference itself.</summary>
    internal double MisfitOf(Matrix<double> covariance) => Unevenness(Precision * covariance);

    /// <summary>The same for the other channels when one is left out.</summary>
    internal double MisfitWithout(Matrix<double> covariance, int channel) => Unevenness(_precisionsWithout[channel] * Without(covariance, channel));

    /// <summary>
    /// Log of the mean precision-weighted variance, motion stronger than the reference's divided out, weaker not, because the sensors' own noise stays. A storm or a quiet night changes the
    /// unevenness between motion and noise, but only a fault puts more than the reference into what the channels do not share.
    /// </summary>
    internal double ExcessOf(Matrix<double> covariance) => Math.Log((Precision * covariance).Trace() / covariance.RowCount) - Math.Max(0, StrengthOf(covariance));

    /// <summary>The channel against its prediction from the others: slope and correlation.</summary>
    internal (double Gain, double Correlation, double PredictedVariance) PredictionOf(Matrix<double> covariance, int channel)
    {
        var weights = Vector<double>.Build.Dense(covariance.RowCount, other => other == channel ? 0 : -Precision[channel, other] / Precision[channel, channel]);
        var along = covariance.Row(channel).DotProduct(weights);
        var predicted = weights.DotProduct(covariance * weights);
        var own = covariance[channel, channel];
        return (predicted > 0 ? along / predicted : 0, predicted > 0 && own > 0 ? along / Math.Sqrt(predicted * own) : 0, predicted);
    }

    /// <summary>Error of the channel's level that would explain the levels of all channels best, in deviations of the channel.</summary>
    internal double LevelOf(Vector<double> mean, int channel) => (LevelPrecision * (mean - MeanLevel))[channel] / LevelPrecision[channel, channel];

    /// <summary>Size of the levels' distance from the reference, all channels together (Hotelling), and what is left of it when one channel's own error is taken out.</summary>
    internal double LevelDistance(Vector<double> mean) => (mean - MeanLevel).DotProduct(LevelPrecision * (mean - MeanLevel));

    internal double LevelDistanceWithout(Vector<double> mean, int channel)
    {
        var level = LevelOf(mean, channel);
        return LevelDistance(mean) - (level * level * LevelPrecision[channel, channel]);
    }

    private static double Unevenness(Matrix<double> product)
    {
        var determinant = product.LU().U.Diagonal().Sum(value => Math.Log(Math.Max(Math.Abs(value), 1e-300)));
        return Math.Log(product.Trace() / product.RowCount) - (determinant / product.RowCount);
    }

    private static Matrix<double> Without(Matrix<double> matrix, int channel) => matrix.RemoveRow(channel).RemoveColumn(channel);

    private static IEnumerable<RedundancyWindow?> Windows(IReadOnlyList<double[]> channels, int length, double[]? scale) =>
        Enumerable.Range(0, channels[0].Length / length).Select(window => RedundancyWindow.Of(channels, window * length, length, scale));

    private static void Require(IReadOnlyList<double[]> channels, RedundancyOptions options)
    {
        if (channels.Count is < 2 or > 128)
            throw new ArgumentException($"Channels judge each other from 2 up to 128; there are {channels.Count}.");
        if (channels.Any(channel => channel.Length != channels[0].Length))
            throw new ArgumentException("The channels differ in length.");
        if (options.WindowSamples < 16 * channels.Count)
            throw new ArgumentException($"{nameof(RedundancyOptions.WindowSamples)} must be at least 16 for each of the {channels.Count} channels.");
        if (channels[0].Length < options.WindowSamples)
            throw new ArgumentException($"The recording has {channels[0].Length} samples; a window has {options.WindowSamples}.");
    }
}
