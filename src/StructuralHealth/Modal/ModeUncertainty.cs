using System.Numerics;
using System.Numerics.Tensors;

namespace EdgeTwin.StructuralHealth.Modal;

/// <summary>
/// Standard deviations of frequency and damping by first-order perturbation. The eigenvalue's gradient with respect to the Hankel matrix is found once, backwards,
/// folded onto the correlations, and multiplied with each block's deviation: nothing of the size of the Hankel matrix squared is ever formed.
/// Turns of the singular vectors within the signal space leave eigenvalues alone, so only what crosses from noise to signal space counts.
/// Sources: E. Reynders, R. Pintelon, G. De Roeck, MSSP 22, 2008; M. Döhler, L. Mevel, MSSP 38, 2013; A. Mellinger, M. Döhler, L. Mevel, J. Sound and Vibration 381, 2016.
/// </summary>
internal sealed class ModeUncertainty(SubspaceModel model, double rateHz)
{
    /// <summary>Standard deviations of the pole's frequency in Hz and damping ratio; blocks count as related over twice the mode's decay time.</summary>
    public (double FrequencyStdHz, double DampingStd) Of(Pole pole) => Of(pole, MemoryBlocks(pole));

    /// <summary>The same with blocks that count as related over a stated number of them.</summary>
    public (double FrequencyStdHz, double DampingStd) Of(Pole pole, int memoryBlocks)
    {
        var deviations = EigenvalueDeviations(pole);
        var exponent = Complex.Log(pole.Eigenvalue) * rateHz;
        var size = Complex.Abs(exponent);
        var frequency = new double[deviations.Length];
        var damping = new double[deviations.Length];
        for (var block = 0; block < deviations.Length; block++)
        {
            var change = deviations[block] / pole.Eigenvalue * rateHz;
            var along = ((exponent.Real * change.Real) + (exponent.Imaginary * change.Imaginary)) / size;
            frequency[block] = along / (2 * Math.PI);
            damping[block] = (exponent.Real * along / (size * size)) - (change.Real / size);
        }

        return (BlockMeanDeviation.Of(frequency, memoryBlocks), BlockMeanDeviation.Of(damping, memoryBlocks));
    }

    private int MemoryBlocks(Pole pole)
    {
        var decaySeconds = 1 / (2 * Math.PI * pole.FrequencyHz * pole.DampingRatio);
        return (int)Math.Ceiling(2 * decaySeconds * rateHz / model.Correlations.BlockLength);
    }

    private Complex[] EigenvalueDeviations(Pole pole)
    {
        var eigen = new HessenbergEigen(model.StateMatrix(pole.Order));
        var value = eigen.Values.MinBy(candidate => Complex.Abs(candidate - pole.Eigenvalue));
        var right = eigen.RightVector(value);
        var left = eigen.LeftVector(value);
        var overlap = Complex.Zero;
        for (var index = 0; index < left.Length; index++)
            overlap += left[index] * right[index];
        var gradient = new HankelGradient(model, pole.Order);
        AddStateMatrixChange(gradient, value, [.. left.Select(component => component / overlap)], right);
        var (real, imaginary) = gradient.Folded();
        var mean = model.Correlations.Mean;
        var centre = new Complex(TensorPrimitives.Dot<double>(real, mean), TensorPrimitives.Dot<double>(imaginary, mean));
        return [.. model.Correlations.Blocks.Select(block => new Complex(TensorPrimitives.Dot<double>(real, block), TensorPrimitives.Dot<double>(imaginary, block)) - centre)];
    }

    /// <summary>Adds left^T dA right, where A solves the shifted observability matrix: dA = G (U_up^T (dU_down - dU_up A) + dU_up^T (U_down - U_up A)), G the inverse Gram matrix.</summary>
    private void AddStateMatrixChange(HankelGradient gradient, Complex value, Complex[] left, Complex[] right)
    {
        var solved = Solve(left);
        var residual = Shifted(right, value);
        var length = residual.Length;
        var weights = Observability(solved, 0, length);
        var outer = new Complex[length + model.Channels];
        var inner = new Complex[outer.Length];
        for (var row = 0; row < length; row++)
        {
            outer[row + model.Channels] += weights[row];
            outer[row] -= value * weights[row];
            inner[row] = residual[row];
        }

        gradient.Add(outer, right);
        gradient.Add(inner, solved);
    }

    /// <summary>(U_down - value U_up) times a vector.</summary>
    private Complex[] Shifted(Complex[] vector, Complex value)
    {
        var length = model.Svd.Left.Columns - model.Channels;
        var up = Observability(vector, 0, length);
        var down = Observability(vector, model.Channels, length);
        for (var row = 0; row < length; row++)
            down[row] -= value * up[row];
        return down;
    }

    private Complex[] Observability(Complex[] vector, int from, int length)
    {
        var real = new double[length];
        var imaginary = new double[length];
        for (var index = 0; index < vector.Length; index++)
        {
            var column = model.Svd.Left.Row(index).Slice(from, length);
            RowMatrix.AddScaled(column, vector[index].Real, real);
            RowMatrix.AddScaled(column, vector[index].Imaginary, imaginary);
        }

        return [.. real.Zip(imaginary, (re, im) => new Complex(re, im))];
    }

    private Complex[] Solve(Complex[] vector)
    {
        double[] real = [.. vector.Select(component => component.Real)];
        double[] imaginary = [.. vector.Select(component => component.Imaginary)];
        model.SolveGram(real);
        model.SolveGram(imaginary);
        return [.. real.Zip(imaginary, (re, im) => new Complex(re, im))];
    }
}
