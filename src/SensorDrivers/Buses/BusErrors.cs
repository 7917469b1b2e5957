using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeTwin.SensorDrivers.Buses;

/// <summary>
/// Turns what a bus throws into words for the person at the wiring. Linux answers every failed transfer with an errno; the same
/// number comes back from System.Device.Gpio and from its stand-in, in the message ("Error 121 performing …") and, where the
/// stand-in or .NET itself threw, in <see cref="Exception.HResult"/>.
/// </summary>
public static partial class BusErrors
{
    private const int ErrnoNoSuchFile = 2;
    private const int ErrnoAccessDenied = 13;
    private const int ErrnoTimedOut = 110;

    // Linux has no errno above 133 (asm-generic/errno.h, EHWPOISON); an HResult of .NET's own is negative or far above.
    private const int ErrnoMax = 133;

    /// <summary>Translates a failure of an I2C, SPI or GPIO device.</summary>
    /// <param name="operation">What was being done, for example "read FIFO".</param>
    /// <param name="device">The device in the technician's words, for example "adxl355 on spidev0.0".</param>
    /// <param name="exception">What the bus threw; a <see cref="SensorException"/> is returned as it is.</param>
    /// <returns>The error to throw, which says what to look at and whether it may pass by itself.</returns>
    public static SensorException Translate(string operation, string device, Exception exception)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(exception);
        if (exception is SensorException already)
            return already;

        if (FindErrno(exception) is not { } errno)
        {
            return new SensorException(
                operation, device, exception.Message.TrimEnd('.'),
                "Check power and wiring of the chip, then start the sensor again", isTransient: false, exception);
        }

        var advice = BusErrorAdvice.For(errno, DeviceBus(device, exception.Message));
        return new SensorException(
            operation, device, $"{advice.Reason} ({advice.ErrnoName}, error {errno.ToString(CultureInfo.InvariantCulture)})",
            advice.WhatToDo, advice.IsTransient, exception);
    }

    /// <summary>The Linux errno behind an exception of a bus; <see langword="null"/> when there is none.</summary>
    public static int? FindErrno(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        switch (exception)
        {
            case FileNotFoundException or DirectoryNotFoundException:
                return ErrnoNoSuchFile;
            case UnauthorizedAccessException:
                return ErrnoAccessDenied;
            case TimeoutException:
                return ErrnoTimedOut;
        }

        var match = ErrorNumber().Match(exception.Message);
        if (match.Success && int.TryParse(match.ValueSpan[(match.ValueSpan.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture, out var stated))
            return stated;
        return exception.HResult is > 0 and <= ErrnoMax ? exception.HResult : null;
    }

    private static BusOfDevice DeviceBus(string device, string message)
    {
        if (Mentions("spi"))
            return BusOfDevice.Spi;
        if (Mentions("i2c"))
            return BusOfDevice.I2c;
        return Mentions("gpio") ? BusOfDevice.Gpio : BusOfDevice.Unknown;

        bool Mentions(string word) =>
            device.Contains(word, StringComparison.OrdinalIgnoreCase) || message.Contains(word, StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex(@"\b(?:error(?: code)?|errno):? \d{1,3}\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ErrorNumber();
}
