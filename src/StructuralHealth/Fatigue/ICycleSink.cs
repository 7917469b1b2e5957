namespace EdgeTwin.StructuralHealth.Fatigue;

/// <summary>Takes cycles as a <see cref="RainflowCounter"/> closes them: a histogram, a damage sum, a list.</summary>
public interface ICycleSink
{
    /// <summary>Takes one cycle or half cycle.</summary>
    /// <param name="range">Highest minus lowest value, in the unit of the samples.</param>
    /// <param name="mean">Half way between highest and lowest value.</param>
    /// <param name="halfCycles">2 for a closed cycle, 1 for a half cycle.</param>
    void Count(double range, double mean, int halfCycles);
}
