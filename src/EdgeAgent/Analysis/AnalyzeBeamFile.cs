using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeTwin.StructuralHealth.Beams;

namespace EdgeTwin.EdgeAgent.Analysis;

/// <summary>
/// A beam as a person describes it: <c>massKgPerM</c>, and either <c>spans</c> (lengthM, bendingStiffnessNm2; pinned between them) or
/// <c>segments</c> (fromM, toM, bendingStiffnessNm2) with <c>supports</c> (positionM, deflectionStiffnessNPerM, rotationStiffnessNmPerRad,
/// clamped; a spring that is not named is rigid in deflection and free in rotation).
/// </summary>
internal sealed record AnalyzeBeamFile
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    public required double MassKgPerM { get; init; }

    public IReadOnlyList<Span> Spans { get; init; } = [];

    public IReadOnlyList<BeamSegment> Segments { get; init; } = [];

    public IReadOnlyList<Support> Supports { get; init; } = [];

    public int ElementCount { get; init; }

    public static BeamModel Read(string file)
    {
        if (Directory.Exists(file))
            throw new AnalysisException($"{file}: this is a folder. Name the file in it.");
        if (!File.Exists(file))
            throw new AnalysisException($"{file}: the file does not exist. Check the path.");
        try
        {
            var beam = JsonSerializer.Deserialize<AnalyzeBeamFile>(File.ReadAllText(file), s_json)
                ?? throw new AnalysisException($"{file}: there is no beam in it.");
            return beam.Build(file);
        }
        catch (JsonException exception)
        {
            var place = exception.Path is { Length: > 1 } path ? $" at {path.TrimStart('$', '.')}" : "";
            throw new AnalysisException(
                $"{file} line {exception.LineNumber + 1}{place}: this is not the JSON of a beam. Write massKgPerM, and spans, or segments and supports, each with numbers; docs/analyses.md has the names.", exception);
        }
        catch (ArgumentException exception)
        {
            throw new AnalysisException($"{file}: {Refusals.Words(exception)}", exception);
        }
    }

    private BeamModel Build(string file)
    {
        if (Spans.Count > 0 == Segments.Count > 0)
            throw new AnalysisException($"{file}: write either spans, or segments and supports.");
        var elements = ElementCount > 0 ? ElementCount : BeamModel.DefaultElementCount * Math.Max(1, Math.Max(Spans.Count, Supports.Count - 1));
        if (Spans.Count == 0)
            return new BeamModel(MassKgPerM, Segments, elements, Supports.Count == 0 ? null : [.. Supports.Select(s => s.ToSupport())]);
        if (Supports.Count > 0)
            throw new AnalysisException($"{file}: spans stand on pinned supports; describe other supports together with segments.");
        return BeamModel.Continuous(MassKgPerM, [.. Spans.Select(s => (s.LengthM, s.BendingStiffnessNm2))], elements);
    }

    internal sealed record Span(double LengthM, double BendingStiffnessNm2);

    internal sealed record Support(double PositionM, double? DeflectionStiffnessNPerM = null, double? RotationStiffnessNmPerRad = null, bool Clamped = false)
    {
        public BeamSupport ToSupport() => Clamped
            ? BeamSupport.Clamped(PositionM)
            : new BeamSupport(PositionM, DeflectionStiffnessNPerM ?? double.PositiveInfinity, RotationStiffnessNmPerRad ?? 0);
    }

    /// <summary>
    /// Modes as they were measured: a table with the key <c>mode</c>, columns <c>frequency_Hz</c> and, where known, <c>deviation_Hz</c> and
    /// ordinates of the shape in columns named by their position, <c>shape_7.5_m</c>.
    /// </summary>
    public static IReadOnlyList<MeasuredMode> ReadMeasured(string file)
    {
        const double DeviationWhereUnknown = 0.005;
        var table = AnalysisRun.ReadTable(file);
        var frequencies = table.Column("frequency_Hz");
        var deviations = table.ColumnNames.Contains("deviation_Hz") ? table.Column("deviation_Hz") : null;
        var shapes = table.ColumnNames.Select((name, column) => (Position: ShapePosition(file, name), column)).Where(s => s.Position.HasValue).ToArray();
        return [.. table.Keys.Select((key, row) =>
        {
            if (!int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 30)
                throw new AnalysisException($"{file} line {row + 2}: \"{key}\" is not the number of a mode, 1 (the lowest) to 30.");
            if (!(frequencies[row] > 0))
                throw new AnalysisException($"{file} line {row + 2}: the frequency of mode {number} is missing or not above 0.");
            var deviation = deviations is null || double.IsNaN(deviations[row]) ? DeviationWhereUnknown * frequencies[row] : deviations[row];
            return new MeasuredMode(number, frequencies[row], deviation) { Shape = [.. shapes.Select(s => new ShapeOrdinate(s.Position!.Value, table.Columns[s.column][row]))] };
        })];
    }

    private static double? ShapePosition(string file, string column)
    {
        if (!column.StartsWith("shape_", StringComparison.Ordinal))
            return null;
        var text = column["shape_".Length..];
        return text.EndsWith("_m", StringComparison.Ordinal) && double.TryParse(text[..^2], NumberStyles.Float, CultureInfo.InvariantCulture, out var position)
            ? position
            : throw new AnalysisException($"{file}: name the column {column} by its position, for example shape_7.5_m.");
    }
}
