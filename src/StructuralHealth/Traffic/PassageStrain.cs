namespace EdgeTwin.StructuralHealth.Traffic;

/// <summary>Strain at both gauges while a passage lasts, and where its first axle was at each sample.</summary>
internal sealed class PassageStrain
{
    private readonly double[][] _strain;
    private readonly double[] _firstAxleSeconds;
    private readonly int _from;
    private readonly double _rate;
    private readonly double _velocity;

    /// <param name="first">Strain of the first gauge, whole recording.</param>
    /// <param name="second">Strain of the second gauge.</param>
    /// <param name="rate">Sample rate in Hz.</param>
    /// <param name="passage">A resolved passage.</param>
    /// <param name="reachM">How far from the gauges the strain is taken.</param>
    public PassageStrain(ReadOnlySpan<double> first, ReadOnlySpan<double> second, double rate, VehiclePassage passage, double reachM)
    {
        _rate = rate;
        _velocity = passage.Direction == TrafficDirection.FirstToSecond ? passage.SpeedMps : -passage.SpeedMps;
        _firstAxleSeconds = [passage.FirstAxleSeconds[0], passage.SecondAxleSeconds[0]];
        var margin = reachM / passage.SpeedMps;
        var length = passage.AxleSpacingsM.Sum() / passage.SpeedMps;
        _from = Math.Max(0, (int)((_firstAxleSeconds.Min() - margin) * rate));
        var to = Math.Min(first.Length, (int)((_firstAxleSeconds.Max() + length + margin) * rate) + 1);
        _strain = [first[_from..to].ToArray(), second[_from..to].ToArray()];
    }

    public int Samples => _strain[0].Length;

    public double Strain(int gauge, int sample) => _strain[gauge][sample];

    /// <summary>Place of an axle in m from a gauge, in the direction from the first gauge to the second.</summary>
    /// <param name="gauge">0 or 1.</param>
    /// <param name="sample">Sample within the passage.</param>
    /// <param name="behindM">How far the axle is behind the first one.</param>
    public double Place(int gauge, int sample, double behindM) =>
        (_velocity * (((_from + sample) / _rate) - _firstAxleSeconds[gauge])) - Math.CopySign(behindM, _velocity);
}
