using System.Globalization;
using EdgeTwin.EdgeAgent.Discovery;

namespace EdgeTwin.EdgeAgent.LocalApi;

/// <summary>
/// What the page and local tools ask of sensors and buses: <c>GET …/sensors?seconds=10</c> and <c>POST …/scan</c>. The same answers on the
/// page's port and on the control socket; how a refusal looks is the caller's.
/// </summary>
internal sealed class SensorEndpoints(ISensorService sensors, Func<HttpContext, int, string, Task> refuseAsync)
{
    private const double SecondsDefault = 10;

    public Task SensorsAsync(HttpContext context)
    {
        var asked = context.Request.Query["seconds"].ToString();
        var seconds = SecondsDefault;
        if (asked.Length > 0 && !(double.TryParse(asked, NumberStyles.Float, CultureInfo.InvariantCulture, out seconds) && seconds is >= 1 and <= SensorMeter.SecondsMax))
            return refuseAsync(context, StatusCodes.Status400BadRequest, $"'seconds' must be a number from 1 to {SensorMeter.SecondsMax}.");
        return Answers.JsonAsync(context, sensors.Sensors(seconds), DiscoveryJson.Sensors);
    }

    public async Task ScanAsync(HttpContext context)
    {
        var (answer, refusal) = await sensors.ScanAsync(context.RequestAborted);
        if (answer is not null)
            await Answers.JsonAsync(context, answer, DiscoveryJson.Scan);
        else
            await refuseAsync(context, StatusCodes.Status409Conflict, refusal);
    }
}
