using System.Globalization;
using System.Text.Json;
using EdgeTwin.StructuralHealth.Stiffness;

namespace EdgeTwin.StructuralHealth.Evaluation.Sets;

/// <summary>A test bridge before and after one support was lowered, under the same moving load: levels, what one state differs from itself by, and what the states differ by.</summary>
internal sealed class TestBridgeSettlement : IEvaluation
{
    private const double RateHz = 100;

    /// <summary>The channels that all recordings have.</summary>
    private static readonly string[] s_channels = ["strain_01_ue", "force_01_kN", "force_02_kN"];
    private static readonly int[] s_supports = [1, 2];

    public string Set => "test-bridge-settlement";

    public IEnumerable<EvaluationRow> Run(string recordings)
    {
        var truth = JsonDocument.Parse(File.ReadAllText(Path.Combine(recordings, Set, "truth.json"))).RootElement;
        var tests = truth.GetProperty("states").EnumerateObject().Select(state => state.Name)
            .ToDictionary(state => state, state => Read(recordings, truth.GetProperty("recordings").GetProperty(state).GetProperty("file").GetString()!));
        foreach (var (state, test) in tests)
            yield return Levels(state, test, truth.GetProperty("recordings").GetProperty(state).GetProperty("levels"));
        var order = truth.GetProperty("order_on_2022_04_11").EnumerateArray().Select(state => state.GetString()!).ToArray();
        var (before, after) = (tests[order[0]], tests[order[1]]);
        var settled = Settlement.Compare(before, after, s_supports);
        var expected = truth.GetProperty("expected_change_settlement_1_minus_settlement_0");
        yield return ExpectedChange(settled, expected);
        yield return new(Set, "the states before and after lowering the support told apart", "p < 0.001, changed",
            Text($"p = {settled.PValue:0.0e+0}, statistics {string.Join(", ", settled.Channels.Select(channel => Text($"{channel.Statistic:0}")))}; {(settled.IsChanged ? "changed" : "not changed")}"), settled.IsChanged);
        var within = new List<double>();
        foreach (var state in order)
        {
            var (early, late) = tests[state].Halves();
            var same = Settlement.Compare(early, late, s_supports);
            within.Add(same.Index);
            yield return new(Set, $"{state}: first against second half of the same state", "not changed", Text($"p = {same.PValue:0.0e+0}, index {same.Index:0.000}; {(same.IsChanged ? "changed" : "not changed")}"), !same.IsChanged);
        }

        yield return new(Set, "settlement index: within one state (largest) below that of the first lowering", "monotone, at least 5 times", Text($"{within.Max():0.000} < {settled.Index:0.000}"), settled.Index > 5 * within.Max());
        yield return EvaluationRow.Report(Set, "largest change of a support's share in the moving load, at the same places of the load", Text($"{settled.ShareChange:0.000} ± {settled.ShareStandardError:0.000}"));
    }

    private LoadTest Read(string recordings, string file)
    {
        var csv = EvaluationCsv.Read(recordings, Set, file);
        return LoadTest.Read([.. s_channels.Select(channel => csv.Columns[channel])], RateHz);
    }

    /// <summary>Each level that the truth lists has a plateau inside or around its window with the same means.</summary>
    private EvaluationRow Levels(string state, LoadTest test, JsonElement levels)
    {
        var (found, listed, largest) = (0, 0, 0.0);
        foreach (var level in levels.EnumerateObject())
        {
            listed++;
            var middle = 0.5 * (level.Value.GetProperty("from_s").GetDouble() + level.Value.GetProperty("to_s").GetDouble()) * RateHz;
            var isLoaded = level.Name.StartsWith("load", StringComparison.Ordinal);
            var plateau = (isLoaded ? test.Loaded : test.Unloaded).FirstOrDefault(plateau => plateau.FirstSample <= middle && plateau.EndSample > middle);
            if (plateau is null)
                continue;
            found++;
            for (var channel = 0; channel < s_channels.Length; channel++)
                largest = Math.Max(largest, Math.Abs(plateau.Mean[channel] - level.Value.GetProperty("mean").GetProperty(s_channels[channel]).GetDouble()));
        }

        return new(Set, $"{state}: levels of the truth found as plateaus, loaded and unloaded told apart; largest difference of a mean", Text($"{listed} of {listed}, 0.5 kN or um/m"),
            Text($"{found} of {listed}, {largest:0.00}; {test.Unloaded.Count} unloaded and {test.Loaded.Count} loaded plateaus"), found == listed && largest <= 0.5);
    }

    private EvaluationRow ExpectedChange(SettlementResult settled, JsonElement expected)
    {
        var differences = s_channels.Select((channel, index) => (settled.Channels[index].Change / expected.GetProperty(channel).GetDouble()) - 1).ToArray();
        return new(Set, "change of the unloaded levels by the lowering (strain, two forces)", "as in the truth within 3 %",
            string.Join(", ", settled.Channels.Select((channel, index) => Text($"{channel.Change:0.0} ({differences[index]:+0.0%;-0.0%})"))), differences.All(difference => Math.Abs(difference) <= 0.03));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
