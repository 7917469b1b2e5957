using System.Text.Json;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Store;

namespace EdgeTwin.EdgeAgent.Twin;

/// <summary>What the station file says of station, structure and sensors, as reported state.</summary>
internal static class StationSections
{
    public static void Report(StationConfiguration configuration, Action<string, Action<Utf8JsonWriter>> report)
    {
        report("station", json => Station(json, configuration));
        report("structure", json => Structure(json, configuration.Structure));
        report("sensors", json => Sensors(json, configuration.Sensors));
    }

    private static void Station(Utf8JsonWriter json, StationConfiguration configuration)
    {
        json.WriteString("owner", configuration.Gateway.Owner);
        json.WriteString("gateway", configuration.Gateway.Id);
        json.WriteString("name", configuration.Gateway.Name);
        json.WriteString("softwareVersion", StationIdentity.SoftwareVersion);
        json.WriteNumber("windowSeconds", configuration.Windows.Seconds);
        json.WriteBoolean("simulated", configuration.Simulation is not null);
    }

    private static void Structure(Utf8JsonWriter json, StructureConfiguration structure)
    {
        json.WriteString("id", structure.Id);
        json.WriteString("name", structure.Name);
        json.WriteStartArray("spans");
        foreach (var span in structure.Spans)
        {
            json.WriteStartObject();
            json.WriteString("id", span.Id);
            json.WriteString("name", span.Name);
            json.WriteNumber("lengthM", span.LengthM);
            json.WriteStartArray("members");
            foreach (var member in span.Members)
            {
                json.WriteStartObject();
                json.WriteString("id", member.Id);
                json.WriteString("name", member.Name);
                json.WriteNumber("fromM", member.FromM);
                json.WriteNumber("toM", member.ToM);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Sensors(Utf8JsonWriter json, IReadOnlyList<SensorConfiguration> sensors)
    {
        json.WriteStartObject("sensors");
        foreach (var sensor in sensors)
        {
            json.WriteStartObject(sensor.Id);
            json.WriteString("kind", sensor.Kind);
            json.WriteNumber("sampleRateHz", sensor.SampleRateHz);
            json.WriteString("member", sensor.Mounting.Member);
            json.WriteNumber("positionM", sensor.Mounting.PositionM);
            json.WriteStartObject("directions");
            foreach (var (channel, direction) in sensor.Mounting.Directions)
                json.WriteString(channel, direction);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
