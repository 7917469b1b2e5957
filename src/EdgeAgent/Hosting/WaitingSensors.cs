using EdgeTwin.EdgeAgent.Discovery;

namespace EdgeTwin.EdgeAgent.Hosting;

/// <summary>The sensors of a station that does not measure yet: none. What is on its buses, <c>edgetwin scan</c> can say with a station file.</summary>
internal sealed class WaitingSensors : ISensorService
{
    public SensorsReport Sensors(double seconds) => new(StationDiscovery.Source, seconds, []);

    public Task<(ScanAnswer? Answer, string Refusal)> ScanAsync(CancellationToken cancellationToken) =>
        Task.FromResult<(ScanAnswer?, string)>((null, WaitingControl.Sentence));
}
