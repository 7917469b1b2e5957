namespace EdgeTwin.SensorDrivers.Buses;

/// <summary>What kind of device file an error came from.</summary>
internal enum BusOfDevice
{
    Unknown,
    I2c,
    Spi,
    Gpio,
}

/// <summary>
/// What an errno of a bus means at the wiring. Meanings: Linux, Documentation/i2c/fault-codes.rst, drivers/spi/spidev.c and
/// drivers/gpio/gpiolib-cdev.c.
/// </summary>
internal readonly record struct BusErrorAdvice(string ErrnoName, string Reason, string WhatToDo, bool IsTransient)
{
    public static BusErrorAdvice For(int errno, BusOfDevice bus) => errno switch
    {
        1 => new("EPERM", "the system forbids it", Permission(bus), false),
        2 => new("ENOENT", "the device file does not exist", Missing(bus), false),
        5 => new("EIO", "the transfer was disturbed", Disturbed(bus), true),
        6 => NotAcknowledged("ENXIO", bus),
        9 => new("EBADF", "the device is closed", "Start the sensor again", false),
        11 => new("EAGAIN", "another master had the bus", "If it happens again, look for a second controller on the same wires", true),
        12 => new("ENOMEM", "the kernel had no memory for the transfer", "Look what else uses the memory: free -h", true),
        13 => new("EACCES", "the agent may not open the device file", Permission(bus), false),
        16 => Busy(bus),
        19 => new("ENODEV", "the bus is gone", "If it is a USB adapter, check its plug; else look for the bus driver in dmesg", false),
        22 => new("EINVAL", "the bus refuses the settings", Refused(bus), false),
        25 => new("ENOTTY", "the file is not a device of this kind", "Check the bus number in the station file; ls /dev/i2c-* /dev/spidev* /dev/gpiochip* lists what there is", false),
        71 => new("EPROTO", "the chip broke the bus protocol", Disturbed(bus), true),
        74 => new("EBADMSG", "the check sum of the transfer was wrong", Disturbed(bus), true),
        90 => new("EMSGSIZE", "the transfer is longer than the driver allows", "Set spidev.bufsiz=65536 in the kernel's command line, or read fewer samples at once", false),
        95 => new("EOPNOTSUPP", "the bus controller cannot do this transfer", "Put the chip on another bus; i2cdetect -F N lists what an I2C controller can do", false),
        108 => new("ESHUTDOWN", "the bus was shut down under the agent", "Something unloaded the driver or its overlay; see dmesg, then start the sensor again", false),
        110 => TimedOut(bus),
        121 => NotAcknowledged("EREMOTEIO", bus),
        _ => new($"errno {errno}", "the bus failed", "Look what the kernel says of it: dmesg | tail", false),
    };

    private static BusErrorAdvice NotAcknowledged(string name, BusOfDevice bus) => bus == BusOfDevice.Spi
        ? new(name, "the SPI controller reported a failed transfer", Disturbed(bus), true)
        : new(
            name,
            "nothing acknowledged at this address",
            "Check in this order: 3.3 V and ground at the chip, SDA and SCL not swapped, one pull-up to 3.3 V on each of them, and the "
            + "address straps against the station file; i2cdetect -y N shows the addresses that answer on bus N",
            true);

    private static BusErrorAdvice TimedOut(BusOfDevice bus) => bus == BusOfDevice.I2c
        ? new(
            "ETIMEDOUT",
            "the bus hangs",
            "A chip holds SDA or SCL low: measure both lines (3.3 V at rest), unplug the chips one after the other until it is free, and "
            + "check the pull-ups; a chip without supply also pulls the lines down",
            true)
        : new("ETIMEDOUT", "no answer in time", "Check clock and supply of the chip; see dmesg for the bus driver", true);

    private static BusErrorAdvice Busy(BusOfDevice bus) => bus switch
    {
        BusOfDevice.Gpio => new("EBUSY", "another program or driver holds the line", "gpioinfo shows who uses it; choose another line or free it", false),
        BusOfDevice.Spi => new("EBUSY", "another program or driver holds the device", "Remove the overlay that binds a kernel driver to this chip select", false),
        _ => new("EBUSY", "the bus or the address is in use", "If a kernel driver owns the chip (UU in i2cdetect -y N), remove its overlay", true),
    };

    private static string Missing(BusOfDevice bus) => bus switch
    {
        BusOfDevice.I2c => "Switch the bus on (Raspberry Pi: dtparam=i2c_arm=on in /boot/firmware/config.txt, and i2c-dev in /etc/modules), restart, "
            + "and check the bus number in the station file; ls /dev/i2c-* lists the buses",
        BusOfDevice.Spi => "Switch the bus on (Raspberry Pi: dtparam=spi=on in /boot/firmware/config.txt, and an overlay for further chip selects), restart, "
            + "and check bus and chip select in the station file; ls /dev/spidev* lists them",
        _ => "Check the number in the station file; ls /dev/i2c-* /dev/spidev* /dev/gpiochip* lists what there is",
    };

    private static string Permission(BusOfDevice bus)
    {
        var group = bus switch
        {
            BusOfDevice.I2c => "i2c",
            BusOfDevice.Spi => "spi",
            BusOfDevice.Gpio => "gpio",
            _ => "i2c,spi,gpio",
        };
        return $"Give the agent's user the group: sudo usermod -aG {group} USER, then log in again; under systemd, SupplementaryGroups= and "
            + "DeviceAllow= of edgetwin.service must name the group and the device";
    }

    private static string Disturbed(BusOfDevice bus) => bus switch
    {
        BusOfDevice.Spi => "Check the ground wire and the length of the cable, and lower the sensor's clockHz",
        BusOfDevice.I2c => "Check the ground wire, the pull-ups and the length of the cable (1 m at most without a bus extender), and lower the bus speed",
        _ => "Check the ground wire and the length of the cable",
    };

    private static string Refused(BusOfDevice bus) => bus switch
    {
        BusOfDevice.Spi => "The controller does not know this mode, word length or clock; check the sensor's clockHz",
        BusOfDevice.Gpio => "The line cannot be used like this, for example no pull resistor on this chip; check its number and options",
        _ => "Check bus and address in the station file; 7-bit addresses go from 0x08 to 0x77",
    };
}
