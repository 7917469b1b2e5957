using System.Text;
using System.Text.Json;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.SensorDrivers;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeTwin.EdgeAgent.Tests.Configuration;

public sealed class StationFileRoundTripTests
{
    [Fact]
    public void Write_AnyValidConfiguration_IsReadBackEqual() =>
        Prop.ForAll(Stations().ToArbitrary(), station =>
        {
            var written = StationFile.Write(station);
            var read = StationFile.Parse(written, "written.json");
            Assert.Empty(read.Errors);
            Assert.Equal(Encoding.UTF8.GetString(written), Encoding.UTF8.GetString(StationFile.Write(read.Configuration!)));
            Assert.Equal(Flat(station), Flat(read.Configuration!));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Parse_FileWithAnyBytesChanged_NeverThrowsAndSaysWhere()
    {
        var valid = Encoding.UTF8.GetBytes(StationText.Valid);
        var edits = from place in Gen.Choose(0, valid.Length - 1)
                    from length in Gen.Choose(0, 12)
                    from bytes in Gen.OneOf(Gen.Choose(0, 255), Gen.Elements<int>([.. "{}[],:\"-.0123456789eE\\/ntu \n"])).ArrayOf()
                    select (place, length: Math.Min(length, valid.Length - place), bytes: bytes.Select(b => (byte)b).ToArray());
        var config = Config.QuickThrowOnFailure.WithMaxTest(2000);
        Prop.ForAll(edits.ToArbitrary(), edit =>
        {
            byte[] changed = [.. valid[..edit.place], .. edit.bytes, .. valid[(edit.place + edit.length)..]];
            var result = StationFile.Parse(changed, "changed.json");
            Assert.Equal(result.IsValid, result.Errors.Count == 0);
            Assert.All(result.Errors, error => Assert.InRange(error.Line, 1, 1 + changed.Count(b => b == '\n')));
        }).Check(config);
    }

    [Fact]
    public void Parse_AnyValueReplacedByAnother_NeverThrows()
    {
        using var document = JsonDocument.Parse(
            StationText.Valid, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        var compact = JsonSerializer.Serialize(document.RootElement);
        string[] values = ["null", "0", "-1", "1e308", "1e999", "\"\"", "\"x\"", "{}", "[]", "[{}]", "true", "{\"type\":\"i2c\"}", "[null]", "\"NaN\""];
        foreach (var (start, length) in Values(compact))
        {
            foreach (var value in values)
            {
                var changed = compact[..start] + value + compact[(start + length)..];
                var result = StationText.Parse(changed);
                Assert.Equal(result.IsValid, result.Errors.Count == 0);
            }
        }
    }

    /// <summary>Start and length of every value in a compact JSON text.</summary>
    private static List<(int Start, int Length)> Values(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(bytes);
        var values = new List<(int, int)>();
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.EndObject or JsonTokenType.EndArray)
                continue;
            var start = (int)reader.TokenStartIndex;
            var rest = reader;
            rest.Skip();
            values.Add((start, (int)rest.BytesConsumed - start));
        }

        return values;
    }

    private static Gen<StationConfiguration> Stations() =>
        from spans in Gen.Choose(1, 3)
        from length in Gen.Choose(1, 400).Select(tenths => tenths / 7.0)
        from sensors in Gen.Choose(0, 6)
        from factor in Gen.Choose(-1000, 1000).Where(thousandths => thousandths != 0).Select(thousandths => thousandths / 1000.0)
        from name in Gen.Elements("", "Brücke \"7\"", "line\nbreak", "‖ 橋")
        from beam in Gen.Elements(null, new BeamConfiguration(5000, 2e10, 0.015, 0.9))
        from range in Gen.Elements(2, 4, 8)
        from severity in Gen.Elements(Enum.GetValues<AlarmSeverity>())
        from acknowledge in Gen.Elements(Enum.GetValues<AcknowledgePolicy>())
        from limit in Gen.Choose(1, 19)
        from kind in Gen.Choose(0, 2)
        select new StationConfiguration
        {
            Gateway = new GatewayConfiguration("o.1", "g_2", name),
            Structure = new StructureConfiguration
            {
                Id = "b-1",
                Name = name,
                Spans = [.. Enumerable.Range(0, spans).Select(s => Span(s, length, name, beam))],
            },
            Sensors = [.. Enumerable.Range(0, sensors).Select(i => Sensor(i, spans, length, factor, range))],
            Rules = sensors == 0 ? [] : [Rule(limit, kind, severity)],
            Model = new ModelConfiguration { BaselineWindows = 100 + limit, Features = sensors == 0 ? [] : ["acc-0.*"] },
            Sync = new SyncConfiguration { Twin = new TwinLaneConfiguration { Acknowledge = acknowledge } },
            Simulation = beam is null ? null : new SimulationConfiguration { Seed = limit },
        };

    private static SpanConfiguration Span(int index, double length, string name, BeamConfiguration? beam) => new()
    {
        Id = $"span-{index}",
        LengthM = length,
        Members = [new MemberConfiguration($"a{index}", name, 0, length / 3), new MemberConfiguration($"b{index}", name, length / 3, length)],
        Beam = beam,
    };

    private static SensorConfiguration Sensor(int index, int spans, double length, double factor, int range) => new()
    {
        Id = $"acc-{index}",
        Kind = "adxl355",
        Bus = new BusLocation(BusType.Spi, index / 2, index % 2),
        SampleRateHz = 1000,
        Mounting = new MountingConfiguration($"b{index % spans}", length / 2) { Directions = new Dictionary<string, string> { ["z"] = "-vertical" } },
        Options = index == 0 ? default : JsonSerializer.SerializeToElement(new { rangeG = range }),
        Calibration = new Dictionary<string, CalibrationConfiguration> { ["x"] = new(factor, 1 / 3.0) },
    };

    private static RuleConfiguration Rule(double limit, int kind, AlarmSeverity severity) => new()
    {
        Id = "r",
        Feature = "acc-0.z/peak",
        Above = kind == 0 ? limit : null,
        Below = kind == 1 ? limit : null,
        DropPercent = kind == 2 ? limit : null,
        Severity = severity,
    };

    /// <summary>The values of a configuration as text; lists and maps do not compare by content on their own.</summary>
    private static string Flat(object? value, int depth = 0) => value switch
    {
        null => "null",
        string text => $"'{text}'",
        JsonElement json => json.ValueKind == JsonValueKind.Undefined ? "undefined" : JsonSerializer.Serialize(json),
        double number => number.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        System.Collections.IEnumerable items => $"[{string.Join(", ", items.Cast<object>().Select(item => Flat(item, depth + 1)))}]",
        _ when value.GetType().IsPrimitive || value is Enum || depth > 12 => value.ToString()!,
        _ => $"({string.Join(", ", value.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0).Select(p => $"{p.Name}={Flat(p.GetValue(value), depth + 1)}"))})",
    };
}
