using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeTwin.StructuralHealth.Novelty;
using Google.Protobuf;

namespace EdgeTwin.EdgeAgent.Models.Onnx;

/// <summary>What a person must know of a baseline; travels inside the ONNX file as its metadata.</summary>
internal sealed record BaselineCard
{
    public required string SoftwareVersion { get; init; }
    public required DateTimeOffset Created { get; init; }

    /// <summary>Start of the first and end of the last window of the commissioning period, nanoseconds since 1970 UTC.</summary>
    public required long FirstWindowUtcNs { get; init; }
    public required long LastWindowUtcNs { get; init; }
    public required int WindowSeconds { get; init; }

    /// <summary>Unit of each feature, in the order of the inputs.</summary>
    public required IReadOnlyList<string> Units { get; init; }

    /// <summary>Features that were chosen, including those left out.</summary>
    public required IReadOnlyList<string> Selected { get; init; }

    /// <summary>What the owner asked for when it was fitted.</summary>
    public required double FalseAlarmsPerYearAsked { get; init; }
    public required int PersistenceWindows { get; init; }

    /// <summary>Columns that were left out, each with the reason.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    public IEnumerable<KeyValuePair<string, string>> ToMetadata(NoveltyParameters parameters)
    {
        yield return new("edgetwin.kind", "baseline");
        yield return new("edgetwin.card", JsonSerializer.Serialize(this, BaselineJson.Default.BaselineCard));
        yield return new("edgetwin.parameters", JsonSerializer.Serialize(parameters, BaselineJson.Default.NoveltyParameters));
    }

    /// <summary>Reads what <see cref="ToMetadata"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The file is not an ONNX baseline of EdgeTwin, or is damaged.</exception>
    public static (BaselineCard Card, NoveltyBaseline Baseline) Read(byte[] onnx)
    {
        try
        {
            var model = ModelProto.Parser.ParseFrom(onnx);
            string Property(string key) => model.MetadataProps.FirstOrDefault(m => m.Key == key)?.Value
                ?? throw new InvalidDataException($"the ONNX file has no '{key}' in its metadata, so it is not a baseline of EdgeTwin");
            var card = JsonSerializer.Deserialize(Property("edgetwin.card"), BaselineJson.Default.BaselineCard);
            var parameters = JsonSerializer.Deserialize(Property("edgetwin.parameters"), BaselineJson.Default.NoveltyParameters);
            if (card is null || parameters is null)
                throw new InvalidDataException("the metadata of the ONNX file is empty");
            return (card, new NoveltyBaseline(parameters));
        }
        catch (Exception exception) when (exception is InvalidProtocolBufferException or JsonException or ArgumentException)
        {
            throw new InvalidDataException($"the baseline is damaged: {exception.Message}", exception);
        }
    }
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(BaselineCard))]
[JsonSerializable(typeof(NoveltyParameters))]
internal sealed partial class BaselineJson : JsonSerializerContext;
