using EdgeTwin.StructuralHealth.Modal;

namespace EdgeTwin.StructuralHealth.Tests.Modal;

public sealed class SubspaceModelTests
{
    private static readonly IdentifiedVector s_expected = ModalVectors.Stored.Identified;

    [Fact]
    public void Poles_StoredRecord_EqualThoseOfEachOrderSolvedAloneInNumPy()
    {
        var model = Model();
        foreach (var order in s_expected.Orders)
        {
            var poles = Poles(model, order.Order);
            Assert.Equal(order.Poles.Length, poles.Count);
            foreach (var (expected, pole) in order.Poles.OrderBy(pole => pole.FrequencyHz).Zip(poles.OrderBy(pole => pole.FrequencyHz)))
            {
                Assert.Equal(expected.FrequencyHz, pole.FrequencyHz, 1e-8);
                Assert.Equal(expected.DampingRatio, pole.DampingRatio, 1e-9);
                for (var channel = 0; channel < 3; channel++)
                {
                    var ratio = pole.Shape[channel] / pole.Shape[0];
                    Assert.Equal(expected.ShapeReal[channel], ratio.Real, 1e-6);
                    Assert.Equal(expected.ShapeImaginary[channel], ratio.Imaginary, 1e-6);
                }
            }
        }
    }

    [Fact]
    public void Deviations_StoredRecord_EqualTheIdentificationRepeatedWithEachBlockAFewPartsPerMillionHeavier()
    {
        var model = Model();
        foreach (var order in s_expected.Orders)
        {
            foreach (var (expected, pole) in order.Poles.OrderBy(pole => pole.FrequencyHz).Zip(Poles(model, order.Order).OrderBy(pole => pole.FrequencyHz)))
            {
                var (frequencyStdHz, dampingStd) = new ModeUncertainty(model, s_expected.RateHz).Of(pole, memoryBlocks: 0);
                Expect.Close(expected.Deviations[0], frequencyStdHz, 1e-4, $"frequency at {pole.FrequencyHz:F3} Hz, order {order.Order}");
                Expect.Close(expected.Deviations[1], dampingStd, 1e-4, $"damping at {pole.FrequencyHz:F3} Hz, order {order.Order}");
            }
        }
    }

    private static SubspaceModel Model()
    {
        var record = new PreparedRecord([s_expected.Samples], s_expected.RateHz, 1, new BandOfInterest(0.1, 25), new double[3]);
        return SubspaceModel.From(CorrelationBlocks.From(record, s_expected.References, (2 * s_expected.BlockRows) + 1, s_expected.Blocks), 20);
    }

    private static List<Pole> Poles(SubspaceModel model, int order) => StabilisationDiagram.Poles(
        model, order, s_expected.RateHz, new BandOfInterest(0.001, 25), [MotionQuantity.Displacement, MotionQuantity.Displacement, MotionQuantity.Displacement], new ModalAnalysisOptions { PhaseCollinearityMinimum = 0 });
}
