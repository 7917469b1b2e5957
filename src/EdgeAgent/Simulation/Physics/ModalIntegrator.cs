using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeTwin.EdgeAgent.Simulation.Physics;

/// <summary>
/// Steps all modes at once: q'' + 2 z w q' + w^2 q = f(t) with f straight between the grid points, solved exactly per step, so that the frequencies are those of the model
/// whatever the step. Source: N. C. Nigam, P. C. Jennings, Bull. Seismol. Soc. Am. 59 (1969) 909-922; A. K. Chopra, Dynamics of Structures, table 5.2.1.
/// Ambient excitation (wind, ground) is uniform white noise per mode; thousands of steps make up one decay time, so the response is Gaussian.
/// </summary>
internal sealed class ModalIntegrator(double stepSeconds)
{
    /// <summary>Acceleration of the first mode under ambient excitation, RMS; higher modes get the same, as their share of wind and ground noise falls.</summary>
    private const double AmbientAccelerationMps2 = 1.2e-3;
    private const double SidewaysAmbientShare = 0.5;
    private const int Slots = SpanModes.SlotCount;

    /// <summary>Standard deviation of a whole number drawn evenly from 16 bits: 65536 / sqrt(12).</summary>
    private const double NoiseScale = 18918.6;
    private readonly double[] _qFromQ = new double[Slots];
    private readonly double[] _qFromV = new double[Slots];
    private readonly double[] _qFromF0 = new double[Slots];
    private readonly double[] _qFromF1 = new double[Slots];
    private readonly double[] _vFromQ = new double[Slots];
    private readonly double[] _vFromV = new double[Slots];
    private readonly double[] _vFromF0 = new double[Slots];
    private readonly double[] _vFromF1 = new double[Slots];
    private readonly double[] _damping = new double[Slots];
    private readonly double[] _stiffness = new double[Slots];
    private readonly double[] _flexibility = new double[Slots];
    private readonly double[] _ambient = new double[Slots];
    private readonly double[] _force = new double[Slots];
    private readonly double[] _nextForce = new double[Slots];
    private readonly double[] _trafficForce = new double[Slots];
    private readonly int[] _noise = new int[Slots];
    private readonly double[] _q = new double[Slots];
    private readonly double[] _v = new double[Slots];

    /// <summary>Modal displacements in m.</summary>
    public Span<double> Displacements => _q;

    /// <summary>Modal velocities in m/s.</summary>
    public Span<double> Velocities => _v;

    /// <summary>Takes the frequencies of a state of damage and temperature and the strength of the ambient excitation.</summary>
    /// <param name="modes">The modes.</param>
    /// <param name="stiffnessFactor">Stiffness over that at the reference temperature.</param>
    /// <param name="ambientFactor">Strength of wind and ground noise over their mean.</param>
    public void Tune(SpanModes modes, double stiffnessFactor, double ambientFactor)
    {
        for (var slot = 0; slot < Slots; slot++)
        {
            if (modes.AngularFrequencies[slot] == 0)
                continue;
            var omega = modes.AngularFrequencies[slot] * Math.Sqrt(stiffnessFactor);
            TuneSlot(slot, omega, modes.DampingRatio);
            var share = slot < SpanModes.TransverseSlot ? 1 : SidewaysAmbientShare;

            // Stationary variance of the displacement under white noise: S0 pi / (2 z w^3), with S0 = variance * step / (2 pi).
            _ambient[slot] = ambientFactor * share * AmbientAccelerationMps2 * Math.Sqrt(4 * modes.DampingRatio / (stepSeconds * omega)) / NoiseScale;
        }
    }

    /// <summary>Draws displacements and velocities from their steady state under ambient excitation.</summary>
    public void Restart(SeededRandom random)
    {
        Array.Clear(_force);
        for (var slot = 0; slot < Slots; slot++)
        {
            if (_stiffness[slot] == 0)
                continue;
            var omega = Math.Sqrt(_stiffness[slot]);
            var ratio = _damping[slot] / (2 * omega);
            var deviation = NoiseScale * _ambient[slot] * Math.Sqrt(stepSeconds / (4 * ratio * omega * omega * omega));
            _q[slot] = deviation * random.NextGaussian();
            _v[slot] = deviation * omega * random.NextGaussian();
        }
    }

    /// <summary>Makes one step.</summary>
    /// <param name="traffic">Modal force of traffic over modal mass at the end of the step, one per slot.</param>
    /// <param name="random">Source of the ambient excitation.</param>
    /// <param name="accelerations">Takes the modal accelerations at the end of the step.</param>
    /// <param name="dynamics">Takes the displacements of the first slots less what the traffic load does when it stands still.</param>
    public void Step(ReadOnlySpan<float> traffic, SeededRandom random, Span<float> accelerations, Span<float> dynamics)
    {
        DrawForces(traffic, random);
        for (var slot = 0; slot < Slots; slot += 2 * Vector<double>.Count)
        {
            var (lowAcceleration, lowDynamic) = StepSlots(slot);
            var (highAcceleration, highDynamic) = StepSlots(slot + Vector<double>.Count);
            Vector.Narrow(lowAcceleration, highAcceleration).CopyTo(accelerations[slot..]);
            if (slot < dynamics.Length)
                Vector.Narrow(lowDynamic, highDynamic).CopyTo(dynamics[slot..]);
        }
    }

    /// <summary>Steps as many slots as a vector holds; returns their accelerations, and their displacements less those under the standing load.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (Vector<double> Acceleration, Vector<double> Dynamic) StepSlots(int slot)
    {
        var q = Load(_q, slot);
        var v = Load(_v, slot);
        var f0 = Load(_force, slot);
        var f1 = Load(_nextForce, slot);
        var nextQ = (q * Load(_qFromQ, slot)) + (v * Load(_qFromV, slot)) + (f0 * Load(_qFromF0, slot)) + (f1 * Load(_qFromF1, slot));
        var nextV = (q * Load(_vFromQ, slot)) + (v * Load(_vFromV, slot)) + (f0 * Load(_vFromF0, slot)) + (f1 * Load(_vFromF1, slot));
        Store(_q, slot, nextQ);
        Store(_v, slot, nextV);
        Store(_force, slot, f1);
        return (
            f1 - (nextV * Load(_damping, slot)) - (nextQ * Load(_stiffness, slot)),
            nextQ - (Load(_trafficForce, slot) * Load(_flexibility, slot)));
    }

    private static Vector<double> Load(double[] values, int slot) =>
        Vector.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(values), (nuint)slot);

    private static void Store(double[] values, int slot, Vector<double> vector) =>
        vector.StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(values), (nuint)slot);

    private void DrawForces(ReadOnlySpan<float> traffic, SeededRandom random)
    {
        // Four numbers of 16 bits from each draw, scaled to variance 1. The scale is part of the ambient strength.
        for (var slot = 0; slot < Slots; slot += 4)
        {
            var bits = random.NextBits();
            _noise[slot] = (short)bits;
            _noise[slot + 1] = (short)(bits >> 16);
            _noise[slot + 2] = (short)(bits >> 32);
            _noise[slot + 3] = (short)(bits >> 48);
        }

        for (var slot = 0; slot < Slots; slot += 2 * Vector<double>.Count)
        {
            Vector.Widen(new Vector<float>(traffic[slot..]), out var low, out var high);
            Vector.Widen(Vector.ConvertToSingle(new Vector<int>(_noise, slot)), out var lowNoise, out var highNoise);
            var next = slot + Vector<double>.Count;
            Store(_trafficForce, slot, low);
            Store(_trafficForce, next, high);
            Store(_nextForce, slot, low + (lowNoise * Load(_ambient, slot)));
            Store(_nextForce, next, high + (highNoise * Load(_ambient, next)));
        }
    }

    private void TuneSlot(int slot, double omega, double ratio)
    {
        var root = Math.Sqrt(1 - (ratio * ratio));
        var damped = omega * root;
        var decay = Math.Exp(-ratio * omega * stepSeconds);
        var (sine, cosine) = Math.SinCos(damped * stepSeconds);
        var k = omega * omega;
        var lag = 2 * ratio / (omega * stepSeconds);
        var skew = ratio / root;
        _qFromQ[slot] = decay * ((skew * sine) + cosine);
        _qFromV[slot] = decay * sine / damped;
        _qFromF0[slot] = (lag + (decay * (((((1 - (2 * ratio * ratio)) / (damped * stepSeconds)) - skew) * sine) - ((1 + lag) * cosine)))) / k;
        _qFromF1[slot] = (1 - lag + (decay * (((((2 * ratio * ratio) - 1) / (damped * stepSeconds)) * sine) + (lag * cosine)))) / k;
        _vFromQ[slot] = -decay * omega / root * sine;
        _vFromV[slot] = decay * (cosine - (skew * sine));
        _vFromF0[slot] = ((-1 / stepSeconds) + (decay * ((((omega / root) + (skew / stepSeconds)) * sine) + (cosine / stepSeconds)))) / k;
        _vFromF1[slot] = (1 - (decay * ((skew * sine) + cosine))) / (k * stepSeconds);
        _damping[slot] = 2 * ratio * omega;
        _stiffness[slot] = k;
        _flexibility[slot] = 1 / k;
    }
}
