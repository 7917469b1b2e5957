namespace EdgeTwin.EdgeAgent.Simulation.Physics;

/// <summary>
/// The share by which an axle's load swings about its weight on a rough road: the body on its springs (1.5 to 3 Hz) and the wheel on its tyre (10 to 14 Hz),
/// each a resonator driven by noise and started in its steady state. Sizes as measured for good to average roads:
/// D. Cebon, Handbook of Vehicle-Road Interaction, 1999, chapter 5 (dynamic load coefficient 0.05 to 0.1).
/// </summary>
internal struct AxleBounce
{
    private Resonator _body;
    private Resonator _wheel;

    public static AxleBounce Draw(SeededRandom random, double stepSeconds) => new()
    {
        _body = Resonator.Draw(random, random.NextBetween(1.6, 3), 0.12, 0.05, stepSeconds),
        _wheel = Resonator.Draw(random, random.NextBetween(10, 14), 0.18, 0.035, stepSeconds),
    };

    public double Next(SeededRandom random)
    {
        const double scale = 1.0 / 18918.6;
        var bits = random.NextBits();
        var bodyNoise = ((bits & 0xFFFF) - 32767.5) * scale;
        var wheelNoise = (((bits >> 16) & 0xFFFF) - 32767.5) * scale;
        return _body.Next(bodyNoise) + _wheel.Next(wheelNoise);
    }

    /// <summary>x[n] = a1 x[n-1] + a2 x[n-2] + noise, scaled to a given standard deviation.</summary>
    private struct Resonator
    {
        private double _first;
        private double _second;
        private double _noise;
        private double _last;
        private double _before;

        public static Resonator Draw(SeededRandom random, double frequencyHz, double dampingRatio, double deviation, double stepSeconds)
        {
            var omega = 2 * Math.PI * frequencyHz;
            var decay = Math.Exp(-dampingRatio * omega * stepSeconds);
            var a1 = 2 * decay * Math.Cos(omega * Math.Sqrt(1 - (dampingRatio * dampingRatio)) * stepSeconds);
            var a2 = -decay * decay;
            var correlation = a1 / (1 - a2);
            var last = deviation * random.NextGaussian();
            return new Resonator
            {
                _first = a1,
                _second = a2,
                _noise = deviation * Math.Sqrt((1 + a2) * (1 - a2 - a1) * (1 - a2 + a1) / (1 - a2)),
                _last = last,
                _before = (correlation * last) + (deviation * Math.Sqrt(1 - (correlation * correlation)) * random.NextGaussian()),
            };
        }

        public double Next(double noise)
        {
            var next = (_first * _last) + (_second * _before) + (_noise * noise);
            _before = _last;
            _last = next;
            return next;
        }
    }
}
