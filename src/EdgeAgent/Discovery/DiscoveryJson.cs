using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using EdgeTwin.EdgeAgent.Configuration.Reading;
using EdgeTwin.EdgeAgent.LocalApi;

namespace EdgeTwin.EdgeAgent.Discovery;

/// <summary>
/// JSON of scans and sensors, the same from the page's API, the control socket and the command line: choices as words, places as in the
/// station file, missing numbers as null.
/// </summary>
internal static class DiscoveryJson
{
    private static readonly JsonSerializerOptions Options = CreateOptions();

    public static JsonTypeInfo<ScanAnswer> Scan { get; } = (JsonTypeInfo<ScanAnswer>)Options.GetTypeInfo(typeof(ScanAnswer));

    public static JsonTypeInfo<SensorsReport> Sensors { get; } = (JsonTypeInfo<SensorsReport>)Options.GetTypeInfo(typeof(SensorsReport));

    private static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters =
            {
                new MissingAsNull(), new BusLocationConverter(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
            },
        };
        options.MakeReadOnly();
        return options;
    }
}
