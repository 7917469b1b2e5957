namespace EdgeTwin.SensorDrivers.Fifo;

/// <summary>How a simulated chip turns its input into counts.</summary>
/// <param name="UnitPerCount">One count in the channel's unit.</param>
/// <param name="CountMin">Lowest count.</param>
/// <param name="CountMax">Highest count.</param>
/// <param name="CountStep">Counts are multiples of it.</param>
/// <param name="NoiseCounts">Standard deviation of each axis in counts.</param>
/// <param name="BiasCounts">What is added to each axis, as by a self test.</param>
internal sealed record SetScale(double UnitPerCount, int CountMin, int CountMax, int CountStep, double[] NoiseCounts, double[] BiasCounts);
