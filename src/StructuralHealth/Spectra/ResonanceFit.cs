namespace EdgeTwin.StructuralHealth.Spectra;

/// <summary>
/// Maximum Whittle likelihood by damped Fisher scoring: minimises the weighted sum over bins of ln(model) + measured / model.
/// The weight is the number of independent averages per independent bin.
/// Parameters: frequency in bins, ln half width, ln mean square, ln floor, and the skew beyond that of an acceleration
/// (minus three times the damping ratio). Weak priors hold what a short window leaves open:
/// the damping of structures lies around 1.5 %, and excitation that is nearly flat over the peak adds little skew.
/// </summary>
internal sealed class ResonanceFit(int parameterCount)
{
    private const double StepInBins = 1e-3;
    private const double StepInLogarithm = 1e-3;
    private const double LeastHalfWidthBins = 0.01;
    private const double GreatestDamping = 0.15;
    private const double UsualDamping = 0.015;
    private const double DampingPrior = 1;
    private const double SkewPrior = 1 / (0.03 * 0.03);
    private const double AccelerationSkew = -3;
    private const double FloorPrior = 1.0 / 9;

    /// <summary>Share of the most skew that leaves the model positive at the ends of the band.</summary>
    private const double GreatestSkewShare = 0.8;
    private readonly double[] _parameters = new double[parameterCount];
    private readonly double[] _trial = new double[parameterCount];
    private readonly double[] _gradient = new double[parameterCount];
    private readonly double[] _information = new double[parameterCount * parameterCount];
    private readonly double[] _factor = new double[parameterCount * parameterCount];
    private readonly double[] _step = new double[parameterCount];
    private double[] _measured = [];
    private int _count;
    private int _firstBin;
    private double _resolutionHz;
    private double _floorScale;
    private double _weight = 1;

    public double FrequencyHz => _parameters[0] * _resolutionHz;

    public double HalfWidthHz => Math.Exp(_parameters[1]) * _resolutionHz;

    public double MeanSquare => Math.Exp(_parameters[2]);

    /// <summary>Variance of the frequency in Hz squared.</summary>
    public double FrequencyVariance { get; private set; }

    public void Start(ReadOnlySpan<double> measured, int firstBin, double resolutionHz, double frequencyHz, double halfWidthHz, double density, double weight)
    {
        _weight = weight;
        if (_measured.Length < measured.Length)
            _measured = new double[measured.Length];
        measured.CopyTo(_measured);
        _count = measured.Length;
        _firstBin = firstBin;
        _resolutionHz = resolutionHz;
        var lowest = double.PositiveInfinity;
        foreach (var value in measured)
            lowest = Math.Min(lowest, value);
        _floorScale = Math.Max(lowest, density * 1e-6);
        _parameters[0] = frequencyHz / resolutionHz;
        _parameters[1] = Math.Log(halfWidthHz / resolutionHz);
        _parameters[2] = Math.Log(density / HannResonance.Density(0, halfWidthHz, 1 / resolutionHz).Even);
        _parameters[3] = Math.Log(0.5 * _floorScale);
        _parameters[4] = 0;
    }

    public bool Run(int maximumIterations)
    {
        var damping = 1e-3;
        var objective = Objective(_parameters);
        for (var iteration = 0; iteration < maximumIterations; iteration++)
        {
            Linearise();
            var isBetter = false;
            for (var attempt = 0; attempt < 8 && !isBetter; attempt++)
            {
                if (!TrySolve(damping))
                    return false;
                for (var index = 0; index < _trial.Length; index++)
                    _trial[index] = _parameters[index] + _step[index];
                Limit(_trial);
                var trialObjective = Objective(_trial);
                if (!(trialObjective <= objective))
                {
                    damping *= 10;
                    continue;
                }

                isBetter = true;
                var gain = objective - trialObjective;
                var moved = Math.Abs(_trial[0] - _parameters[0]);
                _trial.CopyTo(_parameters, 0);
                objective = trialObjective;
                damping = Math.Max(damping * 0.2, 1e-9);
                if (gain < 1e-7 * _count && moved < 1e-4)
                    return Finish();
            }

            if (!isBetter)
                return Finish();
        }

        return Finish();
    }

    private bool Finish()
    {
        Linearise();
        if (!TrySolve(1e-9))
            return false;
        FrequencyVariance = InverseDiagonal() * _resolutionHz * _resolutionHz;
        return double.IsFinite(FrequencyVariance) && FrequencyVariance > 0;
    }

    private double Objective(double[] parameters)
    {
        var sum = 0.0;
        var floor = Math.Exp(parameters[3]);
        var meanSquare = Math.Exp(parameters[2]);
        for (var index = 0; index < _count; index++)
        {
            var model = (meanSquare * Resonance(parameters[0], parameters[1], parameters[4], index)) + floor;
            sum += Math.Log(model) + (_measured[index] / model);
        }

        return (_weight * sum) + Prior(parameters);
    }

    private double Prior(double[] parameters)
    {
        var damping = parameters[1] - Math.Log(UsualDamping * parameters[0]);
        var floor = parameters[3] - Math.Log(_floorScale);
        return 0.5 * ((damping * damping * DampingPrior) + (floor * floor * FloorPrior) + (parameters[4] * parameters[4] * SkewPrior));
    }

    private double Resonance(double frequencyBins, double logHalfWidth, double excessSkew, int index)
    {
        var halfWidthBins = Math.Exp(logHalfWidth);
        var (even, skew) = Parts(frequencyBins, halfWidthBins, index);
        return even + ((excessSkew + (AccelerationSkew * halfWidthBins / frequencyBins)) * skew);
    }

    private (double Even, double Skew) Parts(double frequencyBins, double halfWidthBins, int index) => HannResonance.Density(
        (_firstBin + index - frequencyBins) * _resolutionHz,
        halfWidthBins * _resolutionHz,
        1 / _resolutionHz,
        (_firstBin + index + frequencyBins) * _resolutionHz);

    /// <summary>Gradient and expected information of the likelihood at the present parameters.</summary>
    private void Linearise()
    {
        Array.Clear(_gradient);
        Array.Clear(_information);
        Span<double> slope = stackalloc double[_parameters.Length];
        var (frequency, width, skew) = (_parameters[0], _parameters[1], _parameters[4]);
        var meanSquare = Math.Exp(_parameters[2]);
        var floor = Math.Exp(_parameters[3]);
        for (var index = 0; index < _count; index++)
        {
            var resonance = meanSquare * Resonance(frequency, width, skew, index);
            var model = resonance + floor;
            slope[0] = meanSquare * (Resonance(frequency + StepInBins, width, skew, index) - Resonance(frequency - StepInBins, width, skew, index)) / (2 * StepInBins);
            slope[1] = meanSquare * (Resonance(frequency, width + StepInLogarithm, skew, index) - Resonance(frequency, width - StepInLogarithm, skew, index)) / (2 * StepInLogarithm);
            slope[2] = resonance;
            slope[3] = floor;
            slope[4] = meanSquare * Parts(frequency, Math.Exp(width), index).Skew;
            var weight = _weight / (model * model);
            var residual = (model - _measured[index]) * weight;
            for (var row = 0; row < slope.Length; row++)
            {
                _gradient[row] += residual * slope[row];
                for (var column = 0; column <= row; column++)
                    _information[(row * slope.Length) + column] += slope[row] * slope[column] * weight;
            }
        }

        AddPrior(1, width - Math.Log(UsualDamping * frequency), DampingPrior);
        AddPrior(3, _parameters[3] - Math.Log(_floorScale), FloorPrior);
        AddPrior(4, skew, SkewPrior);
    }

    private void AddPrior(int parameter, double distance, double weight)
    {
        _gradient[parameter] += distance * weight;
        _information[(parameter * _parameters.Length) + parameter] += weight;
    }

    private bool TrySolve(double damping)
    {
        var n = _parameters.Length;
        for (var row = 0; row < n; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                var sum = _information[(row * n) + column];
                if (row == column)
                    sum += (damping * sum) + 1e-12;
                for (var inner = 0; inner < column; inner++)
                    sum -= _factor[(row * n) + inner] * _factor[(column * n) + inner];
                if (row != column)
                    _factor[(row * n) + column] = sum / _factor[(column * n) + column];
                else if (sum > 0)
                    _factor[(row * n) + row] = Math.Sqrt(sum);
                else
                    return false;
            }
        }

        for (var row = 0; row < n; row++)
        {
            var sum = -_gradient[row];
            for (var inner = 0; inner < row; inner++)
                sum -= _factor[(row * n) + inner] * _step[inner];
            _step[row] = sum / _factor[(row * n) + row];
        }

        for (var row = n - 1; row >= 0; row--)
        {
            var sum = _step[row];
            for (var inner = row + 1; inner < n; inner++)
                sum -= _factor[(inner * n) + row] * _step[inner];
            _step[row] = sum / _factor[(row * n) + row];
        }

        return true;
    }

    /// <summary>First diagonal element of the inverse information, from its factor: the squared norm of the solution for the first unit vector.</summary>
    private double InverseDiagonal()
    {
        var n = _parameters.Length;
        Span<double> column = stackalloc double[n];
        var norm = 0.0;
        for (var row = 0; row < n; row++)
        {
            var sum = row == 0 ? 1.0 : 0;
            for (var inner = 0; inner < row; inner++)
                sum -= _factor[(row * n) + inner] * column[inner];
            column[row] = sum / _factor[(row * n) + row];
            norm += column[row] * column[row];
        }

        return norm;
    }

    private void Limit(double[] parameters)
    {
        parameters[0] = Math.Clamp(parameters[0], _firstBin, _firstBin + _count - 1);
        parameters[1] = Math.Clamp(parameters[1], Math.Log(LeastHalfWidthBins), Math.Log(GreatestDamping * parameters[0]));
        parameters[3] = Math.Clamp(parameters[3], Math.Log(_floorScale * 1e-4), Math.Log(_floorScale * 1e4));
        var reach = Math.Max(parameters[0] - _firstBin, _firstBin + _count - 1 - parameters[0]);
        var halfWidthBins = Math.Exp(parameters[1]);
        var usual = AccelerationSkew * halfWidthBins / parameters[0];
        var greatest = GreatestSkewShare * halfWidthBins / reach;
        parameters[4] = Math.Clamp(parameters[4], -greatest - usual, greatest - usual);
    }
}
