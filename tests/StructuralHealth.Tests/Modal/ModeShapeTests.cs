using System.Numerics;
using EdgeTwin.StructuralHealth.Modal;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeTwin.StructuralHealth.Tests.Modal;

public sealed class ModeShapeTests
{
    [Fact]
    public void Mac_ShapesThatDifferByAComplexFactor_IsOne() =>
        Assert.Equal(1, ModeShape.Mac([1, new(0, 2), -3], [new(0, 2), -4, new(0, -6)]), 1e-12);

    [Fact]
    public void Mac_OrthogonalShapes_IsZero() => Assert.Equal(0, ModeShape.Mac([1, 1, 0], [1, -1, 5]), 1e-12);

    [Fact]
    public void Mac_KnownShapes_IsTheRatioByHand() =>
        Assert.Equal(Math.Pow((1 * 1) + (2 * 1), 2) / (5.0 * 2), ModeShape.Mac([1, 2], [1, 1]), 1e-12);

    [Fact]
    public void PhaseCollinearity_ComponentsOnOneLine_IsOneWhereverTheLinePoints()
    {
        var turn = Complex.FromPolarCoordinates(1, 0.7);
        Assert.Equal(1, ModeShape.PhaseCollinearity([turn, -2 * turn, 0.3 * turn]), 1e-12);
        Assert.Equal(0, ModeShape.MeanPhaseDeviationDegrees([turn, -2 * turn, 0.3 * turn]), 1e-5);
    }

    [Fact]
    public void PhaseCollinearity_ComponentsAtARightAngleOfTheSameSize_IsZero()
    {
        Assert.Equal(0, ModeShape.PhaseCollinearity([1, Complex.ImaginaryOne]), 1e-12);
        Assert.Equal(45, ModeShape.MeanPhaseDeviationDegrees([new(1, 0.001), Complex.ImaginaryOne]), 0.5);
    }

    [Fact]
    public void Normalised_AnyShape_HasALargestRealPartOfOneAndTheSameMac() => Prop.ForAll(
        ArbMap.Default.ArbFor<(NormalFloat X, NormalFloat Y)[]>().Filter(values => values.Length > 0 && values.All(value => Math.Abs(value.X.Get) is > 1e-6 and < 1e6 && Math.Abs(value.Y.Get) < 1e6)),
        values =>
        {
            Complex[] shape = [.. values.Select(value => new Complex(value.X.Get, value.Y.Get))];
            var normalised = ModeShape.Normalised(shape);
            return Math.Abs(normalised.Max(component => component.Real) - 1) < 1e-9 && Math.Abs(ModeShape.Mac(shape, normalised) - 1) < 1e-9;
        }).QuickCheckThrowOnFailure();
}
