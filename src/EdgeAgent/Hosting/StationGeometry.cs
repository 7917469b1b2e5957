using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.LocalApi;

namespace EdgeTwin.EdgeAgent.Hosting;

/// <summary>The spans with their members and sensors, for the page's drawing.</summary>
internal static class StationGeometry
{
    public static IReadOnlyList<SpanGeometry> Of(StationConfiguration configuration) =>
        [.. configuration.Structure.Spans.Select(span => new SpanGeometry(
            span.Id,
            span.Name.Length > 0 ? span.Name : span.Id,
            span.LengthM,
            span.Members,
            [.. configuration.Sensors
                .Where(sensor => span.Members.Any(member => member.Id == sensor.Mounting.Member))
                .Select(sensor => new SensorPlace(sensor.Id, sensor.Kind, sensor.Mounting.Member, sensor.Mounting.PositionM))]))];
}
