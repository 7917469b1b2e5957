using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeTwin.EdgeAgent.Configuration.Reading;

/// <summary>
/// How the records become JSON: camelCase, choices as words, nothing written for what is absent. By reflection, because generated
/// metadata forgets the default values of init-only properties.
/// </summary>
internal static class StationJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new BusLocationConverter(),
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
        },
    };
}
