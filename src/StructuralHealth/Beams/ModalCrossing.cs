namespace EdgeTwin.StructuralHealth.Beams;

/// <summary>
/// One mode under moving loads: q'' + 2 ζ ω q' + ω² q = F(t) / m, with F a cubic of time between the passings of nodes. The particular
/// solution is the cubic that fits, the rest a damped free vibration. Not safe for several threads.
/// </summary>
internal sealed class ModalCrossing
{
    private const double SameTime = 1e-12;
    private readonly (double C0, double C1, double C2, double C3)[] _cubics;
    private readonly double[] _nodes;
    private readonly IReadOnlyList<MovingLoad> _loads;
    private readonly double[] _passings;
    private readonly double _speed;
    private readonly double _omega;
    private readonly double _damping;
    private readonly double _massKg;
    private int _next;
    private double _time;
    private double _position;
    private double _velocity;

    public ModalCrossing(BeamMesh mesh, BeamMode mode, IReadOnlyList<MovingLoad> loads, MovingLoadOptions options)
    {
        _nodes = mesh.Nodes;
        _cubics = [.. Enumerable.Range(0, mesh.Stiffness.Length).Select(mode.Cubic)];
        _loads = loads;
        _speed = options.SpeedMps;
        _omega = 2 * Math.PI * mode.FrequencyHz;
        _damping = options.DampingRatio;
        _massKg = mode.ModalMassKg;
        _passings = [.. loads.SelectMany(load => mesh.Nodes.Select(node => (node + load.BehindFirstM) / options.SpeedMps)).Order()];
    }

    /// <summary>Modal coordinate, its acceleration and the modal force over the modal mass at a time that is not before the last one.</summary>
    public (double Position, double Acceleration, double ForcePerMass) Advance(double timeS)
    {
        while (_next < _passings.Length && _passings[_next] <= timeS)
            Step(_passings[_next++]);
        Step(timeS);
        var force = Force(_time, _time).C0;
        return (_position, force - (2 * _damping * _omega * _velocity) - (_omega * _omega * _position), force);
    }

    private void Step(double untilS)
    {
        var t = untilS - _time;
        if (t <= SameTime)
            return;
        var f = Force(0.5 * (_time + untilS), _time);
        var (w2, d) = (_omega * _omega, 2 * _damping * _omega);
        var a3 = f.C3 / w2;
        var a2 = (f.C2 - (3 * d * a3)) / w2;
        var a1 = (f.C1 - (2 * d * a2) - (6 * a3)) / w2;
        var a0 = (f.C0 - (d * a1) - (2 * a2)) / w2;
        var root = _omega * Math.Sqrt(1 - (_damping * _damping));
        var decay = Math.Exp(-_damping * _omega * t);
        var (sine, cosine) = Math.SinCos(root * t);
        var (x, v) = (_position - a0, _velocity - a1);
        var skew = (v + (_damping * _omega * x)) / root;
        _position = (decay * ((x * cosine) + (skew * sine))) + a0 + (t * (a1 + (t * (a2 + (t * a3)))));
        _velocity = (decay * ((v * cosine) - (((w2 * x) + (_damping * _omega * v)) / root * sine))) + a1 + (t * ((2 * a2) + (3 * t * a3)));
        _time = untilS;
    }

    /// <summary>Coefficients, in the time since <paramref name="originS"/>, of the modal force over the modal mass while the loads are in the elements where they are at a time.</summary>
    private (double C0, double C1, double C2, double C3) Force(double timeS, double originS)
    {
        var (f0, f1, f2, f3) = (0.0, 0.0, 0.0, 0.0);
        foreach (var load in _loads)
        {
            var place = (_speed * timeS) - load.BehindFirstM;
            if (place < 0 || place > _nodes[^1])
                continue;
            var found = Array.BinarySearch(_nodes, place);
            var element = Math.Clamp(found >= 0 ? found : ~found - 1, 0, _cubics.Length - 1);
            var (c0, c1, c2, c3) = _cubics[element];
            var x = (_speed * originS) - load.BehindFirstM - _nodes[element];
            var scale = load.ForceN / _massKg;
            f0 += scale * (c0 + (x * (c1 + (x * (c2 + (x * c3))))));
            f1 += scale * _speed * (c1 + (x * ((2 * c2) + (3 * x * c3))));
            f2 += scale * _speed * _speed * (c2 + (3 * x * c3));
            f3 += scale * _speed * _speed * _speed * c3;
        }

        return (f0, f1, f2, f3);
    }
}
