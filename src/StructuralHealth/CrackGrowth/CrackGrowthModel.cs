using MathNet.Numerics.LinearAlgebra;

namespace EdgeTwin.StructuralHealth.CrackGrowth;

/// <summary>
/// Growth of cracks of one kind: the natural logarithm of the rate (mm per cycle) is a polynomial of the scaled log length, plus the <see cref="GrowthScatter"/> of specimens. Paris' law with random
/// C and m (Virkler, Hillberry, Goel, J. Eng. Mater. Technol. 101, 1979) with a mean curve that may bend and a rate that wanders along the crack. Immutable.
/// </summary>
public sealed class CrackGrowthModel
{
    internal CrackGrowthModel(Vector<double> mean, Matrix<double> meanCovariance, GrowthScatter scatter, double centre, double halfWidth, int specimens)
    {
        MeanVector = mean;
        MeanCovariance = meanCovariance;
        Scatter = scatter;
        Centre = centre;
        HalfWidth = halfWidth;
        Specimens = specimens;
    }

    /// <summary>Coefficients of the mean log rate over the scaled log length (-1 at the shortest length of the population, 1 at the longest), constant first.</summary>
    public IReadOnlyList<double> MeanCoefficients => MeanVector.ToArray();

    /// <summary>Scatter about the mean curve.</summary>
    public GrowthScatter Scatter { get; }

    /// <summary>Specimens of the population; 0 for a model that is only general experience.</summary>
    public int Specimens { get; }

    /// <summary>Shortest length that the model knows, in mm.</summary>
    public double ShortestMm => Math.Exp(Centre - HalfWidth);

    /// <summary>Longest length that the model knows, in mm.</summary>
    public double LongestMm => Math.Exp(Centre + HalfWidth);

    /// <summary>Median growth rate of the population in mm per cycle.</summary>
    public double MedianRateMmPerCycle(double lengthMm) => Math.Exp(Basis([Math.Log(lengthMm)]).Multiply(MeanVector)[0]);

    internal Vector<double> MeanVector { get; }

    internal Matrix<double> MeanCovariance { get; }

    internal double Centre { get; }

    internal double HalfWidth { get; }

    /// <summary>
    /// What is known of any metal before a population was measured: Paris' exponent 3 give or take 1, an unknown C, a rate that scatters by 15 %, of which 10 % persist over a growth by a third.
    /// Its forecasts rest on the crack's own readings and are wide.
    /// </summary>
    /// <param name="record">The crack that is to be forecast; sets the lengths in which the model is valid: from half its shortest to three times its longest.</param>
    public static CrackGrowthModel OfExperience(CrackRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var (shortest, longest) = (Math.Log(0.5 * record.LengthsMm.Min()), Math.Log(3 * record.LengthsMm.Max()));
        var (centre, halfWidth) = (0.5 * (shortest + longest), 0.5 * (longest - shortest));
        var mean = Vector<double>.Build.Dense([Math.Log(1e-5), 1.5 * halfWidth]);
        var covariance = Matrix<double>.Build.DenseOfDiagonalArray([100, 0.25 * halfWidth * halfWidth]);
        return new CrackGrowthModel(mean, covariance, new GrowthScatter(0.05, 0.1, 0.1, 0.1, 0.3), centre, halfWidth, specimens: 0);
    }

    /// <summary>Powers of the scaled log length, a row for each.</summary>
    internal Matrix<double> Basis(ReadOnlySpan<double> logLength)
    {
        var basis = Matrix<double>.Build.Dense(logLength.Length, MeanVector.Count);
        for (var row = 0; row < logLength.Length; row++)
        {
            for (var power = 0; power < MeanVector.Count; power++)
                basis[row, power] = Math.Pow((logLength[row] - Centre) / HalfWidth, power);
        }

        return basis;
    }
}
