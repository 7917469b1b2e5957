namespace EdgeTwin.StructuralHealth.Beams;

/// <summary>
/// One bending mode of a <see cref="BeamModel"/>. Its shape has no unit, its largest deflection at a node of the mesh is 1 and its first deflection from the left
/// is positive. Immutable.
/// </summary>
public sealed class BeamMode
{
    private readonly BeamMesh _mesh;
    private readonly double[] _deflections;
    private readonly double[] _slopes;
    private readonly double[] _leftMoments;
    private readonly double[] _rightMoments;
    private readonly double _angularSquared;

    internal BeamMode(BeamMesh mesh, double angularSquared, double[] deflections, double[] slopes, (double[] Left, double[] Right) moments, double modalMassKg)
    {
        _mesh = mesh;
        _angularSquared = angularSquared;
        _deflections = deflections;
        _slopes = slopes;
        (_leftMoments, _rightMoments) = moments;
        ModalMassKg = modalMassKg;
    }

    /// <summary>Natural frequency.</summary>
    public double FrequencyHz => Math.Sqrt(_angularSquared) / (2 * Math.PI);

    /// <summary>Integral of mass per metre times shape squared.</summary>
    public double ModalMassKg { get; }

    /// <summary>Deflection of the shape at a position.</summary>
    /// <param name="positionM">Metres from the left support; outside the span the deflection is 0.</param>
    public double Shape(double positionM)
    {
        if (!_mesh.Contains(positionM))
            return 0;
        var element = _mesh.ElementAt(positionM);
        var h = _mesh.ElementLength(element);
        var s = (positionM - _mesh.Nodes[element]) / h;
        var t = 1 - s;
        return (_deflections[element] * t * t * (1 + (2 * s)))
            + (_deflections[element + 1] * s * s * (1 + (2 * t)))
            + (h * s * t * ((_slopes[element] * t) - (_slopes[element + 1] * s)));
    }

    /// <summary>Coefficients of the cubic c0 + c1 (x - from) + c2 (x - from)² + c3 (x - from)³ that the shape is within an element.</summary>
    internal (double C0, double C1, double C2, double C3) Cubic(int element)
    {
        var h = _mesh.ElementLength(element);
        var (w0, w1, r0, r1) = (_deflections[element], _deflections[element + 1], _slopes[element], _slopes[element + 1]);
        return (w0, r0, (3 * (w1 - w0) / (h * h)) - (((2 * r0) + r1) / h), (2 * (w0 - w1) / (h * h * h)) + ((r0 + r1) / (h * h)));
    }

    /// <summary>
    /// Curvature of the shape in 1/m, positive where a positive deflection sags (minus the second derivative). It is the bending moment of the inertia forces,
    /// which is continuous (but at a support with a rotation spring), over the local stiffness: it jumps where the stiffness jumps.
    /// </summary>
    /// <param name="positionM">Metres from the left support; outside the span the curvature is 0.</param>
    public double Curvature(double positionM)
    {
        if (!_mesh.Contains(positionM))
            return 0;
        var element = _mesh.ElementAt(positionM);
        var h = _mesh.ElementLength(element);
        var s = (positionM - _mesh.Nodes[element]) / h;
        var inertiaForce = _angularSquared * _mesh.MassKgPerM * 0.5 * (_deflections[element] + _deflections[element + 1]);
        var moment = (_leftMoments[element] * (1 - s)) + (_rightMoments[element] * s) + (0.5 * inertiaForce * h * h * s * (1 - s));
        return moment / _mesh.Stiffness[element];
    }
}
