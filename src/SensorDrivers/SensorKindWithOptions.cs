using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers;

/// <summary>A kind whose options are read into a record before anything else: what every chip's folder derives from.</summary>
/// <typeparam name="TOptions">The chip's options record.</typeparam>
public abstract class SensorKindWithOptions<TOptions> : SensorKind
{
    private protected SensorKindWithOptions()
    {
    }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<SettingsError> Validate(SensorSettings settings)
    {
        var reader = new SettingsReader(settings);
        ReadOptions(settings, reader);
        return reader.Errors;
    }

    /// <inheritdoc/>
    public sealed override SensorDescription Describe(SensorSettings settings) => Describe(settings, ValidOptions(settings));

    /// <inheritdoc/>
    public sealed override ISensorDriver CreateDriver(SensorSettings settings, IBusProvider buses, TimeProvider time)
    {
        var options = ValidOptions(settings);
        return CreateDriver(settings, options, Describe(settings, options), buses, time);
    }

    /// <inheritdoc/>
    public sealed override SimulatedChip CreateSimulated(
        SensorSettings settings, IReadOnlyList<SimulatedSignal> signals, SimulatedBuses buses, TimeProvider time, int seed)
    {
        var options = ValidOptions(settings);
        var channels = Describe(settings, options).Channels;
        if (signals.Count != channels.Count)
            throw new ArgumentException($"The {Name} needs {channels.Count} signals, one per channel; got {signals.Count}.", nameof(signals));
        var chip = CreateChip(options, [.. signals], time, seed);
        buses.Place(settings.Location, chip);
        Wire(chip, settings, options, buses);
        return chip;
    }

    private protected abstract TOptions ReadOptions(SensorSettings settings, SettingsReader reader);

    private protected abstract SensorDescription Describe(SensorSettings settings, TOptions options);

    private protected abstract ISensorDriver CreateDriver(
        SensorSettings settings, TOptions options, SensorDescription description, IBusProvider buses, TimeProvider time);

    private protected abstract SimulatedChip CreateChip(TOptions options, SimulatedSignal[] signals, TimeProvider time, int seed);

    /// <summary>Connects what a simulated chip has beside its bus: GPIO lines, files of a kernel driver. Most chips have nothing.</summary>
    private protected virtual void Wire(SimulatedChip chip, SensorSettings settings, TOptions options, SimulatedBuses buses)
    {
    }

    private TOptions ValidOptions(SensorSettings settings)
    {
        var reader = new SettingsReader(settings);
        var options = ReadOptions(settings, reader);
        reader.ThrowIfInvalid();
        return options;
    }
}
