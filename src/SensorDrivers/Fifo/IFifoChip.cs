namespace EdgeTwin.SensorDrivers.Fifo;

/// <summary>A chip that keeps whole sample sets in a FIFO and drops the oldest when it is full: what <see cref="FifoDriver"/> asks of it.</summary>
internal interface IFifoChip : IDisposable
{
    /// <summary>The chip in the technician's words.</summary>
    string Device { get; }

    /// <summary>Sets that the FIFO holds.</summary>
    int DepthSets { get; }

    /// <summary>Sets that one transfer can take out.</summary>
    int SetsPerTransfer { get; }

    /// <summary>Bytes of a set.</summary>
    int SetBytes { get; }

    /// <summary>Temperature inside the chip in degC, as of the last <see cref="Verify"/>; <see cref="float.NaN"/> where the chip has none.</summary>
    float TemperatureC { get; }

    /// <summary>Opens the bus, identifies, resets and configures the chip, reads the settings back and lets it measure.</summary>
    /// <exception cref="SensorException">The chip is absent, is another one, or did not take its settings.</exception>
    void Start();

    /// <summary>Asks how many sets there are. The moments are those around the one transfer that counts them.</summary>
    /// <exception cref="SensorException">The bus failed, or the answer is not this chip's.</exception>
    FifoLook ReadLevel();

    /// <summary>Takes the oldest sets out, in one transfer that is not repeated: a failed one may have taken them out already.</summary>
    /// <param name="sets">Room for at most <see cref="SetsPerTransfer"/> sets; each is counted as there by the last level.</param>
    /// <returns><see langword="false"/> when the answer cannot be this chip's.</returns>
    /// <exception cref="SensorException">The bus failed.</exception>
    bool TryPop(Span<byte> sets);

    /// <summary>Makes sure that the chip is this one and has the settings that it was given.</summary>
    /// <exception cref="SensorException">It is not, or lost them; or the bus failed.</exception>
    void Verify();

    /// <summary>Converts sets into the rows of a block; sets the status of an axis at the end of its range to saturated.</summary>
    void Decode(ReadOnlySpan<byte> sets, int count, SampleBlock block);

    /// <summary>Throws away what is in the FIFO; measuring goes on.</summary>
    /// <exception cref="SensorException">The bus failed.</exception>
    void EmptyFifo();

    /// <summary>Tests the chip as its data sheet says, and leaves it at rest.</summary>
    /// <exception cref="SensorException">The chip is absent, is another one, or the bus failed.</exception>
    SelfTestReport SelfTest();

    /// <summary>Puts the chip to rest. Never throws.</summary>
    void TryStop();
}
