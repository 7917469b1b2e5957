using System.Globalization;
using System.Text.Json;
using EdgeTwin.StructuralHealth.Corrosion;

namespace EdgeTwin.StructuralHealth.Evaluation.Sets;

/// <summary>Maps of half-cell potential and resistivity of concrete slabs against the classes of the standards.</summary>
internal sealed class CorrosionSlab : IEvaluation
{
    public string Set => "corrosion-slab";

    public IEnumerable<EvaluationRow> Run(string recordings)
    {
        var truth = JsonDocument.Parse(File.ReadAllText(Path.Combine(recordings, Set, "truth.json"))).RootElement.GetProperty("recordings");
        var largest = 0.0;
        var maps = 0;
        var anodes = 0;
        foreach (var map in truth.EnumerateObject().Where(map => map.Value.TryGetProperty("shares", out _)))
        {
            var result = HalfCellMap.Judge(Read(recordings, map.Value));
            var shares = map.Value.GetProperty("shares");
            largest = Math.Max(largest, Math.Abs(result.UnlikelyShare - shares.GetProperty("less_negative_than_minus_200_mV").GetDouble()));
            largest = Math.Max(largest, Math.Abs(result.UncertainShare - shares.GetProperty("between_minus_200_and_minus_350_mV").GetDouble()));
            largest = Math.Max(largest, Math.Abs(result.LikelyShare - shares.GetProperty("more_negative_than_minus_350_mV").GetDouble()));
            anodes += result.Anodes.Count;
            maps++;
        }

        // The truth is rounded to four digits.
        yield return new(Set, "half-cell potential: shares of the three classes of ASTM C876, largest difference from the truth", "8 maps, 0.0000 (rounding of the truth)",
            string.Create(CultureInfo.InvariantCulture, $"{maps} maps, {largest:0.00000}"), maps == 8 && largest <= 0.000051);
        yield return EvaluationRow.Report(Set, "anodes (lowest point with a step of 100 mV to a neighbour), all maps", anodes.ToString(CultureInfo.InvariantCulture));
        yield return Resistivity(recordings, truth.GetProperty("resistivity_grid"));
    }

    private EvaluationRow Resistivity(string recordings, JsonElement truth)
    {
        var map = Read(recordings, truth);
        var result = ResistivityMap.Judge(map);
        var below = truth.GetProperty("fraction_below");
        double Below(string limit) => below.GetProperty(limit).GetDouble();
        double[] differences =
        [
            result.ShareOf(CorrosionRate.VeryHigh) - Below("5"),
            result.ShareOf(CorrosionRate.High) - (Below("10") - Below("5")),
            result.ShareOf(CorrosionRate.Moderate) - (Below("20") - Below("10")),
            result.ShareOf(CorrosionRisk.Negligible) - (1 - Below("100")),
            result.ShareOf(CorrosionRisk.Low) - (Below("100") - Below("50")),
            result.ShareOf(CorrosionRisk.Moderate) - (Below("50") - Below("10")),
            result.ShareOf(CorrosionRisk.High) - Below("10"),
        ];
        var largest = differences.Max(Math.Abs);

        // A class holds one of its limits, the truth's "below" none: readings exactly on a limit may count in the neighbouring class.
        var onLimit = map.Values.ToArray().GroupBy(value => value).Where(group => group.Key is 5 or 10 or 20 or 50 or 100).Select(group => group.Count()).DefaultIfEmpty().Max();
        return new(Set, "resistivity: shares of the classes of RILEM TC 154-EMC and of Langford and Broomfield, largest difference from the truth",
            $"at most the {onLimit} of 261 readings that lie on one limit",
            string.Create(CultureInfo.InvariantCulture, $"{largest * 261:0.0} readings; high risk {result.ShareOf(CorrosionRisk.High):P1}, moderate {result.ShareOf(CorrosionRisk.Moderate):P1}"),
            largest * 261 <= onLimit + 0.05);
    }

    private GridMap Read(string recordings, JsonElement map)
    {
        var csv = EvaluationCsv.Read(recordings, Set, map.GetProperty("file").GetString()!);
        var columns = csv.Columns.Values.ToArray();
        return new GridMap(csv.Keys.Count, columns.Length, Enumerable.Range(0, csv.Keys.Count * columns.Length).Select(index => columns[index % columns.Length][index / columns.Length]).ToArray());
    }
}
