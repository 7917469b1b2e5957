using System.Numerics;
using EdgeTwin.StructuralHealth.Spectra;
using FsCheck;
using FsCheck.Fluent;
using MathNet.Numerics.IntegralTransforms;

namespace EdgeTwin.StructuralHealth.Tests.Spectra;

public sealed class RealFftTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(30)]
    [InlineData(64)]
    [InlineData(97)]
    [InlineData(128)]
    [InlineData(202)]
    [InlineData(210)]
    [InlineData(1000)]
    [InlineData(1024)]
    [InlineData(8000)]
    [InlineData(8192)]
    [InlineData(2 * 37)]
    [InlineData(10_007)]
    [InlineData(2 * 9973)]
    public void Forward_AnyLength_EqualsMathNet(int length)
    {
        double[] samples = [.. Signals.Noise(length, 1, seed: length).Select(value => (double)value)];
        Complex[] expected = [.. samples.Select(value => new Complex(value, 0))];
        Fourier.Forward(expected, FourierOptions.Matlab);
        var fft = new RealFft(length);
        var real = new double[fft.BinCount];
        var imaginary = new double[fft.BinCount];

        fft.Forward(samples, real, imaginary);

        var tolerance = 1e-13 * length;
        for (var bin = 0; bin < fft.BinCount; bin++)
        {
            Assert.Equal(expected[bin].Real, real[bin], tolerance);
            Assert.Equal(expected[bin].Imaginary, imaginary[bin], tolerance);
        }
    }

    [Fact]
    public void Forward_AnySamples_KeepsParseval()
    {
        var lengths = Gen.Choose(2, 600).ToArbitrary();
        Check.QuickThrowOnFailure(Prop.ForAll(lengths, length =>
        {
            double[] samples = [.. Signals.Noise(length, 1, seed: length).Select(value => (double)value)];
            var fft = new RealFft(length);
            var power = new double[fft.BinCount];
            fft.AddPower(samples, power);
            var twoSided = (2 * power.Sum()) - power[0] - (length % 2 == 0 ? power[^1] : 0);
            Expect.Close(samples.Sum(value => value * value) * length, twoSided, 1e-12, $"power at length {length}");
        }));
    }

    [Fact]
    public void AddPower_CalledTwice_AddsUp()
    {
        double[] samples = [1, 2, -1, 0.5];
        var fft = new RealFft(4);
        var once = new double[3];
        var twice = new double[3];
        fft.AddPower(samples, once);
        fft.AddPower(samples, twice);
        fft.AddPower(samples, twice);
        Expect.Close([2 * once[0], 2 * once[1], 2 * once[2]], twice, 1e-15, "power");
    }

    [Fact]
    public void Forward_WrongLength_SaysWhatItTakes()
    {
        var fft = new RealFft(8);
        var error = Assert.Throws<ArgumentException>(() => fft.Forward(new double[7], new double[5], new double[5]));
        Assert.Contains("takes 8", error.Message, StringComparison.Ordinal);
    }
}
