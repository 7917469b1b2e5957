namespace EdgeTwin.SensorDrivers.Links;

/// <summary>
/// A measurement on I2C that is commanded once and whose result the chip gives once, acknowledging nothing while it measures. A command
/// or a result that got lost on the bus is measured again, one time; only then is the chip called faulty. Owned by one driver.
/// </summary>
internal sealed class OnceGivenResult
{
    private const int FetchesMax = 3;

    private int _fetches;
    private bool _isSecondTry;

    /// <summary>The chip was started: nothing is known of measurements before.</summary>
    public void Reset() => _isSecondTry = false;

    /// <summary>Sends the measuring command.</summary>
    /// <returns>
    /// <see langword="false"/> when nothing acknowledged: the chip may have heard it all the same and be measuring, so ask again at the
    /// next poll.
    /// </returns>
    /// <exception cref="SensorException">It is the second time.</exception>
    public bool TryCommand(I2cLink i2c, ReadOnlySpan<byte> command)
    {
        _fetches = 0;
        try
        {
            i2c.Transfer("measure", command, []);
            return true;
        }
        catch (SensorException error) when (error.IsTransient && !_isSecondTry)
        {
            _isSecondTry = true;
            return false;
        }
    }

    /// <summary>Fetches the result.</summary>
    /// <exception cref="SensorException">The chip does not give it, at the second measurement either.</exception>
    public Readiness TryFetch(I2cLink i2c, Span<byte> answer)
    {
        _fetches++;
        try
        {
            i2c.TransferOnce("read the measurement", [], answer);
            _isSecondTry = false;
            return Readiness.Done;
        }
        catch (SensorException error) when (error.IsTransient && (_fetches < FetchesMax || !_isSecondTry))
        {
            if (_fetches < FetchesMax)
                return Readiness.NotYet;
            _isSecondTry = true;
            return Readiness.StartAgain;
        }
    }
}
