namespace EdgeTwin.SensorDrivers.Fifo;

/// <summary>What a chip said of its FIFO.</summary>
/// <param name="Sets">Sample sets in it.</param>
/// <param name="MayHaveOverrun">Whether the chip says that sets may have been dropped in front of them.</param>
/// <param name="BeforeNs">Monotonic time before the sets were counted, in nanoseconds.</param>
/// <param name="AfterNs">Monotonic time after it.</param>
internal readonly record struct FifoLook(int Sets, bool MayHaveOverrun, long BeforeNs, long AfterNs);
