using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeTwin.EdgeAgent.Configuration.Reading;

/// <summary>How the records become JSON: camelCase, choices as words, nothing written for what is absent.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    Converters = [typeof(BusLocationConverter), typeof(CamelCaseEnumConverter<AlarmSeverity>), typeof(CamelCaseEnumConverter<AcknowledgePolicy>)])]
[JsonSerializable(typeof(StationConfiguration))]
internal sealed partial class StationJson : JsonSerializerContext;

internal sealed class CamelCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
