using EdgeTwin.SensorDrivers;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.DeviceFiles.Chips;

/// <summary>What one chip goes through: it is started and read, pulled out of its plug, and plugged in again.</summary>
internal sealed class ChipStory : IAsyncDisposable
{
    private const int SamplesEachTime = 2;

    private readonly ChipOnFile _chip;

    public ChipStory(string kind, int bus)
    {
        _chip = new ChipOnFile(kind, bus);
        Delivered = Task.Run(DeliverAsync);
        Unplugged = UnplugAsync();
        DeliveredAgain = PlugInAsync();
    }

    /// <summary>Ends when the truth was delivered.</summary>
    public Task Delivered { get; }

    /// <summary>What the driver said without its chip: at a read, and at a start.</summary>
    public Task<(SensorException Read, SensorException Start)> Unplugged { get; }

    /// <summary>Ends when the truth was delivered again and every slot of time since the first sample is accounted for.</summary>
    public Task DeliveredAgain { get; }

    public BusLocation Location => _chip.Settings.Location;

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAny(DeliveredAgain);
        _chip.Dispose();
    }

    private async Task DeliverAsync()
    {
        _chip.Driver.Start();
        await _chip.ReadUntilSamplesAsync(SamplesEachTime);
        _chip.AssertDeliveredTheTruth();
    }

    private async Task<(SensorException Read, SensorException Start)> UnplugAsync()
    {
        await Delivered;
        _chip.Chip.Fault = SimulatedFault.Unplugged;
        return (await _chip.ReadUntilErrorAsync(), Assert.Throws<SensorException>(_chip.Driver.Start));
    }

    private async Task PlugInAsync()
    {
        await Unplugged;
        _chip.Chip.Fault = SimulatedFault.None;
        await _chip.StartEventuallyAsync();
        await _chip.ReadUntilSamplesAsync(_chip.Delivered.Samples + SamplesEachTime);
        _chip.AssertDeliveredTheTruth();
        AssertEverySlotIsCounted();
    }

    // A chip without power has no clock: where its samples begin again is known to a twentieth of a second.
    private void AssertEverySlotIsCounted()
    {
        var delivered = _chip.Delivered;
        var rateHz = _chip.Settings.SampleRateHz;
        var slots = (delivered.TimesNs[^1] - delivered.TimesNs[0]) * 1e-9 * rateHz;
        Assert.InRange(delivered.NextSequence - 1 - _chip.FirstSequence!.Value, slots - 3 - 0.05 * rateHz, slots + 3 + 0.05 * rateHz);
    }
}
