using System.Text.Json;

namespace EdgeTwin.Sync.Twin;

/// <summary>Reads what comes from outside: bounded in size and depth, checked member by member, wrong input answered and never thrown.</summary>
internal static class InboundJson
{
    /// <summary>Larger payloads are refused.</summary>
    internal const int BytesMax = 64 * 1024;

    /// <summary>Deeper payloads are refused.</summary>
    internal const int DepthMax = 16;

    private static readonly JsonDocumentOptions Limits = new() { MaxDepth = DepthMax };

    /// <summary><c>{"version": n, "values": {…}}</c> and nothing else.</summary>
    /// <param name="payload">Received bytes.</param>
    /// <param name="version">The version, also when something else is wrong; 0 when it could not be read.</param>
    /// <param name="values">UTF-8 JSON object.</param>
    /// <returns>What is wrong, by path, or <see langword="null"/>.</returns>
    public static string? ReadDesired(ReadOnlyMemory<byte> payload, out long version, out ReadOnlyMemory<byte> values)
    {
        (version, values) = (0, default);
        using var document = Parse(payload, out var refusal);
        if (document is null)
            return refusal;
        var root = document.RootElement;
        if (!root.TryGetProperty("version", out var number) || number.ValueKind != JsonValueKind.Number || !number.TryGetInt64(out version) || version < 1)
            return "version: must be a whole number above 0";
        if (!root.TryGetProperty("values", out var content) || content.ValueKind != JsonValueKind.Object)
            return "values: must be an object";
        if (Stranger(root, "version", "values") is { } stranger)
            return $"{stranger}: unknown; only version and values are allowed";
        values = System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(content).ToArray();
        return null;
    }

    /// <summary><c>{"epoch": e, "upTo": n}</c>; numbers, or text that is a number.</summary>
    /// <returns>What is wrong, by path, or <see langword="null"/>.</returns>
    public static string? ReadAcknowledgement(ReadOnlyMemory<byte> payload, out long epoch, out long upTo)
    {
        (epoch, upTo) = (0, 0);
        using var document = Parse(payload, out var refusal);
        if (document is null)
            return refusal;
        if (!TryWhole(document.RootElement, "epoch", out epoch))
            return "epoch: must be a whole number";
        return TryWhole(document.RootElement, "upTo", out upTo) && upTo >= 0 ? null : "upTo: must be a whole number, 0 or above";
    }

    /// <summary>The arguments of a command: an object; nothing at all means no arguments.</summary>
    /// <returns>What is wrong, or <see langword="null"/>.</returns>
    public static string? ReadArguments(ReadOnlyMemory<byte> payload, out ReadOnlyMemory<byte> arguments)
    {
        arguments = payload.IsEmpty ? "{}"u8.ToArray() : payload;
        using var document = Parse(arguments, out var refusal);
        return refusal;
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> payload, out string? refusal)
    {
        refusal = null;
        if (payload.Length > BytesMax)
        {
            refusal = $"larger than {BytesMax} bytes";
            return null;
        }

        try
        {
            var document = JsonDocument.Parse(payload, Limits);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document;
            document.Dispose();
            refusal = "must be a JSON object";
        }
        catch (JsonException malformed)
        {
            refusal = $"not valid JSON: {malformed.Message}";
        }

        return null;
    }

    private static string? Stranger(JsonElement root, params ReadOnlySpan<string> allowed)
    {
        foreach (var property in root.EnumerateObject())
        {
            if (!allowed.Contains(property.Name))
                return property.Name;
        }

        return null;
    }

    private static bool TryWhole(JsonElement root, string name, out long value)
    {
        value = 0;
        if (!root.TryGetProperty(name, out var member))
            return false;
        return member.ValueKind == JsonValueKind.Number
            ? member.TryGetInt64(out value)
            : member.ValueKind == JsonValueKind.String
                && long.TryParse(member.GetString(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out value);
    }
}
