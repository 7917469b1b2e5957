namespace EdgeTwin.SensorDrivers.Links;

/// <summary>Whether a conversion's data may be fetched.</summary>
internal enum Readiness
{
    /// <summary>Ask again at the next poll.</summary>
    NotYet,

    /// <summary>Fetch the data.</summary>
    Done,

    /// <summary>Start the conversion again: a flag that is cleared by reading it may have been lost on the bus.</summary>
    StartAgain,
}

/// <summary>
/// How long a driver waits for a conversion that is due: some polls, then the chip is faulty, or the wire of its data-ready line is.
/// Owned by one driver.
/// </summary>
/// <param name="line">The chip's data-ready line, wired or not.</param>
/// <param name="device">The chip in the technician's words.</param>
internal sealed class ReadyPatience(DataReadyLine line, string device)
{
    private const int PollsMax = 3;

    private int _polls;
    private bool _isSecondTry;
    private bool _lineSaysSo;

    /// <summary>The chip was started: nothing is known of conversions before.</summary>
    public void Reset()
    {
        _polls = 0;
        _isSecondTry = false;
    }

    /// <summary>A conversion was started.</summary>
    public void Restart() => _polls = 0;

    /// <summary>Whether the chip is to be asked over the bus: its line says that data is there, or patience is at its end.</summary>
    public bool ShallAsk()
    {
        _lineSaysSo = line.MayBeReady();
        return _lineSaysSo || _polls == PollsMax - 1;
    }

    /// <summary>Whether the data may be fetched, after each <see cref="ShallAsk"/>.</summary>
    /// <param name="isDone">What the chip answered; <see langword="false"/> when it was not asked.</param>
    /// <exception cref="SensorException">The conversion does not end, not even a second one, or the line does not say so.</exception>
    public Readiness Judge(bool isDone)
    {
        if (isDone && _lineSaysSo)
        {
            _isSecondTry = false;
            return Readiness.Done;
        }

        if (++_polls < PollsMax)
            return Readiness.NotYet;
        if (!isDone && !_isSecondTry)
        {
            _isSecondTry = true;
            return Readiness.StartAgain;
        }

        throw isDone
            ? line.Silent()
            : new SensorException(
                "wait for a conversion", device, "the conversion does not end",
                "Switch the chip's supply off and on; if it stays so, replace the chip", isTransient: true);
    }
}
