namespace EdgeTwin.SensorDrivers;

/// <summary>What one call of <see cref="ISensorDriver.Read"/> found.</summary>
public enum ReadOutcome
{
    /// <summary>The block holds at least one sample set.</summary>
    Ok,

    /// <summary>The chip has nothing new yet; the block is untouched.</summary>
    NotReady,
}

/// <summary>
/// A chip that measures. A driver only measures: filtering and judgement live behind it.
/// One thread at a time calls a driver; nothing here waits longer than a bus transfer takes.
/// </summary>
public interface ISensorDriver : IDisposable
{
    /// <summary>What the sensor is and delivers; fixed for the life of the driver.</summary>
    SensorDescription Description { get; }

    /// <summary>
    /// Identifies, resets and configures the chip and reads back what it wrote. May be called again after a fault or after <see cref="Stop"/>.
    /// </summary>
    /// <exception cref="SensorException">The chip is absent, is another one, or did not take its settings.</exception>
    void Start();

    /// <summary>
    /// Moves what the chip has measured since the last call into <paramref name="block"/> and sets the block's time, sequence number,
    /// gap and overrun fields and per-channel status. Samples that were not measured (failed check sum, lost in an overrun) are never
    /// invented: a hole inside the block is <see cref="float.NaN"/>, a hole in front of it is counted in <see cref="SampleBlock.MissingBefore"/>.
    /// </summary>
    /// <param name="block">An empty block with room for <see cref="SampleBlock.Capacity"/> sample sets; owned by the caller.</param>
    /// <exception cref="SensorException">The bus failed or the chip answered nonsense, after bounded retries.</exception>
    ReadOutcome Read(SampleBlock block);

    /// <summary>Puts the chip to rest. Never throws.</summary>
    void Stop();
}
