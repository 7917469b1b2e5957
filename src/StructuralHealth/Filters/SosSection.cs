using System.Numerics;

namespace EdgeTwin.StructuralHealth.Filters;

/// <summary>One second-order section of a recursive filter: (b0 + b1 z^-1 + b2 z^-2) / (1 + a1 z^-1 + a2 z^-2).</summary>
/// <param name="B0">Coefficient of the present input.</param>
/// <param name="B1">Coefficient of the input one sample ago.</param>
/// <param name="B2">Coefficient of the input two samples ago.</param>
/// <param name="A1">Coefficient of the output one sample ago.</param>
/// <param name="A2">Coefficient of the output two samples ago.</param>
public readonly record struct SosSection(double B0, double B1, double B2, double A1, double A2)
{
    /// <summary>Response to a constant.</summary>
    internal double GainAtZero => (B0 + B1 + B2) / (1 + A1 + A2);

    /// <summary>The two states (transposed direct form II) after a constant input of 1 without beginning.</summary>
    internal (double First, double Second) SettledState
    {
        get
        {
            var output = GainAtZero;
            return (output - B0, B2 - (A2 * output));
        }
    }

    /// <summary>Complex response at z = exp(i omega).</summary>
    internal Complex Response(Complex z) => (B0 + ((B1 + (B2 / z)) / z)) / (1 + ((A1 + (A2 / z)) / z));
}
