using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.EdgeAgent.LocalApi;

/// <summary>
/// JSON of the local API. A number that is not finite is null. JavaScript cannot hold nanoseconds since 1970, so a property
/// <c>somethingNs</c> leaves as <c>somethingMs</c>, a number of milliseconds; unknown (<see cref="long.MaxValue"/>) is null.
/// </summary>
internal static class LocalApiJson
{
    public static JsonSerializerOptions Options { get; } = new(LocalApiJsonContext.Default.Options)
    {
        TypeInfoResolver = LocalApiJsonContext.Default.WithAddedModifier(NanosecondsAsMilliseconds),
    };

    public static JsonTypeInfo<StationSnapshot> Snapshot { get; } = (JsonTypeInfo<StationSnapshot>)Options.GetTypeInfo(typeof(StationSnapshot));

    private static void NanosecondsAsMilliseconds(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (!property.Name.EndsWith("Ns", StringComparison.Ordinal))
                continue;
            property.Name = property.Name[..^2] + "Ms";
            property.CustomConverter = property.PropertyType == typeof(long?) ? new OptionalMilliseconds() : new Milliseconds();
        }
    }

    private sealed class Milliseconds : JsonConverter<long>
    {
        public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            (long)(reader.GetDouble() * 1e6);

        public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options)
        {
            if (value == long.MaxValue)
                writer.WriteNullValue();
            else
                writer.WriteNumberValue(value / 1e6);
        }
    }

    private sealed class OptionalMilliseconds : JsonConverter<long?>
    {
        public override long? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Null ? null : (long)(reader.GetDouble() * 1e6);

        public override void Write(Utf8JsonWriter writer, long? value, JsonSerializerOptions options)
        {
            if (value is { } nanoseconds)
                writer.WriteNumberValue(nanoseconds / 1e6);
            else
                writer.WriteNullValue();
        }
    }
}

/// <summary>A number that is not finite has no JSON; missing data is null.</summary>
internal sealed class MissingAsNull : JsonConverter<double>
{
    public override bool HandleNull => true;

    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (double.IsFinite(value))
            writer.WriteNumberValue(value);
        else
            writer.WriteNullValue();
    }
}

/// <summary>Body of POST /api/alarms/{id}/acknowledge.</summary>
internal sealed record AcknowledgeRequest(string? Who);

/// <summary>Body of POST /api/simulation/damage; without a member the bridge is made whole.</summary>
internal sealed record DamageRequest(string? Member, double? Severity);

/// <summary>Body of POST /api/simulation/fault.</summary>
internal sealed record FaultRequest(string? Sensor, SimulatedFault? Fault, double? Amount = null);

/// <summary>Answer to a POST that was done.</summary>
internal sealed record DoneAnswer(string Message);

/// <summary>An error as RFC 9457 has it.</summary>
internal sealed record Problem(string Title, int Status, string Detail);

/// <summary>Answer of /healthz.</summary>
/// <param name="Status"><c>ok</c>, <c>starting</c> or <c>stale</c>.</param>
/// <param name="SnapshotAgeSeconds">Real time since the station last reported; null before it first did.</param>
internal sealed record HealthzAnswer(string Status, double? SnapshotAgeSeconds);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    Converters = [typeof(MissingAsNull)])]
[JsonSerializable(typeof(StationSnapshot))]
[JsonSerializable(typeof(AcknowledgeRequest))]
[JsonSerializable(typeof(DamageRequest))]
[JsonSerializable(typeof(FaultRequest))]
[JsonSerializable(typeof(DoneAnswer))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(HealthzAnswer))]
internal sealed partial class LocalApiJsonContext : JsonSerializerContext;
