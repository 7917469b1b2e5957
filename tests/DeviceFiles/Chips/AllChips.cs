using EdgeTwin.SensorDrivers;
using EdgeTwin.SensorDrivers.Tests.Contract;

namespace EdgeTwin.DeviceFiles.Chips;

/// <summary>The stories of all chips of the catalog that have a bus device file, at the same time: some of them measure once a second.</summary>
public sealed class AllChips : IAsyncLifetime
{
    private const int FirstBus = 100;

    private readonly Dictionary<string, ChipStory> _stories = [];

    /// <summary>Names of the chips' contract cases.</summary>
    public static IReadOnlyList<string> Cases { get; } =
        [.. ContractCase.All.Where(item => item.Location.Type is BusType.I2c or BusType.Spi).Select(item => item.Name)];

    public Task InitializeAsync()
    {
        foreach (var name in Cases)
            _stories.Add(name, new ChipStory(name, FirstBus + _stories.Count));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        foreach (var story in _stories.Values)
            await story.DisposeAsync();
    }

    internal ChipStory Of(string name) => _stories[name];
}
