using MathNet.Numerics.LinearAlgebra;

namespace EdgeTwin.StructuralHealth.Faults;

/// <summary>Means of one window and covariances about its straight trend (so that a drifting level is no vibration), over all channels, in the units of the reference's deviations.</summary>
internal sealed record RedundancyWindow(Vector<double> Mean, Matrix<double> Covariance)
{
    /// <summary>Null when fewer than half of the rows are complete.</summary>
    public static RedundancyWindow? Of(IReadOnlyList<double[]> channels, int from, int length, double[]? scale)
    {
        var rows = Enumerable.Range(from, length).Where(row => IsComplete(channels, row)).ToArray();
        if (2 * rows.Length < length)
            return null;
        var mean = new double[channels.Count];
        var residuals = new double[channels.Count][];
        for (var channel = 0; channel < mean.Length; channel++)
            (mean[channel], residuals[channel]) = Detrended(channels[channel], rows, scale is null ? 1 : scale[channel]);
        var covariance = Matrix<double>.Build.Dense(mean.Length, mean.Length);
        for (var first = 0; first < mean.Length; first++)
        {
            for (var second = first; second < mean.Length; second++)
                covariance[first, second] = covariance[second, first] = Product(residuals[first], residuals[second]);
        }

        return new RedundancyWindow(Vector<double>.Build.Dense(mean), covariance);
    }

    /// <summary>The covariance as it would be with the sign of a channel turned.</summary>
    public Matrix<double> Turned(int channel) => Covariance.MapIndexed((row, column, value) => (row == channel) != (column == channel) ? -value : value);

    /// <summary>The covariance as it would be with two channels exchanged; each is in the units of its own deviation.</summary>
    public Matrix<double> Exchanged(int first, int second, double[] scale)
    {
        int At(int channel) => channel == first ? second : channel == second ? first : channel;
        double Factor(int channel) => scale[At(channel)] / scale[channel];
        return Covariance.MapIndexed((row, column, _) => Covariance[At(row), At(column)] * Factor(row) * Factor(column));
    }

    private static (double Mean, double[] Residuals) Detrended(double[] samples, int[] rows, double scale)
    {
        var middle = rows.Average();
        var mean = rows.Average(row => samples[row]);
        var (along, square) = (0.0, 0.0);
        foreach (var row in rows)
        {
            along += (row - middle) * (samples[row] - mean);
            square += (row - middle) * (row - middle);
        }

        var slope = along / square;
        return (mean / scale, Array.ConvertAll(rows, row => (samples[row] - mean - (slope * (row - middle))) / scale));
    }

    private static double Product(double[] first, double[] second)
    {
        var sum = 0.0;
        for (var index = 0; index < first.Length; index++)
            sum += first[index] * second[index];
        return sum / first.Length;
    }

    private static bool IsComplete(IReadOnlyList<double[]> channels, int row)
    {
        foreach (var channel in channels)
        {
            if (!double.IsFinite(channel[row]))
                return false;
        }

        return true;
    }
}
