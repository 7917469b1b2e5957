using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers;

/// <summary>One line of the catalog: a chip that this station can read. Subclassed once per chip, in the chip's folder.</summary>
public abstract class SensorKind
{
    /// <summary>Name in the station file, for example <c>adxl355</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What a person calls it, for example "ADXL355 three-axis accelerometer".</summary>
    public abstract string Title { get; }

    /// <summary>Whose code reads the chip: ours, or a package's.</summary>
    public virtual string Origin => "EdgeTwin";

    /// <summary>Whether there is a register-accurate model of the chip.</summary>
    public virtual bool CanBeSimulated => true;

    /// <summary>The bus types the chip can be on.</summary>
    public abstract IReadOnlyList<BusType> BusTypes { get; }

    /// <summary>The 7-bit addresses that the chip can have on I2C; empty for a chip that is never there.</summary>
    public virtual IReadOnlyList<int> I2cAddresses => [];

    /// <summary>
    /// Looks, by reading only, whether the chip at a place is of this kind: identity registers, or what else is sure to be there.
    /// Never writes to a register, since another chip may be there.
    /// </summary>
    /// <param name="location">A place of one of <see cref="BusTypes"/>.</param>
    /// <param name="buses">The buses.</param>
    /// <exception cref="SensorException">The bus failed, other than by a missing acknowledge.</exception>
    public virtual ChipIdentity Identify(BusLocation location, IBusProvider buses) => ChipIdentity.No;

    /// <summary>
    /// Noise that the data sheet gives a channel with these settings, root mean square in the channel's unit;
    /// <see cref="double.NaN"/> where it states none.
    /// </summary>
    public virtual double NoiseRms(SensorSettings settings, ChannelDescription channel) => double.NaN;

    /// <summary>Every mistake in the settings; empty when <see cref="CreateDriver"/> would accept them.</summary>
    public abstract IReadOnlyList<SettingsError> Validate(SensorSettings settings);

    /// <summary>What the driver with these (valid) settings will deliver, without touching a bus.</summary>
    public abstract SensorDescription Describe(SensorSettings settings);

    /// <summary>Creates the driver for valid settings. Touches no bus: the device is opened by each <see cref="ISensorDriver.Start"/>.</summary>
    /// <exception cref="ArgumentException">The settings have mistakes.</exception>
    public abstract ISensorDriver CreateDriver(SensorSettings settings, IBusProvider buses, TimeProvider time);

    /// <summary>
    /// Creates the register-accurate model of the chip and puts it on a simulated bus.
    /// </summary>
    /// <param name="settings">The sensor's settings: address, and what the simulated wiring needs of the options.</param>
    /// <param name="signals">One true quantity per channel of the description.</param>
    /// <param name="buses">The simulated buses.</param>
    /// <param name="time">The simulation's clock.</param>
    /// <param name="seed">Seed of the chip's noise.</param>
    public abstract SimulatedChip CreateSimulated(
        SensorSettings settings, IReadOnlyList<SimulatedSignal> signals, SimulatedBuses buses, TimeProvider time, int seed);
}
