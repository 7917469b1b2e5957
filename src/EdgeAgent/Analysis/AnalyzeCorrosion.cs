using System.CommandLine;
using EdgeTwin.EdgeAgent.Analysis.Files;
using EdgeTwin.EdgeAgent.Analysis.Output;
using EdgeTwin.StructuralHealth.Corrosion;

namespace EdgeTwin.EdgeAgent.Analysis;

/// <summary><c>edgetwin analyze corrosion</c>: maps of half-cell potential or concrete resistivity, judged point by point.</summary>
internal static class AnalyzeCorrosion
{
    private static readonly Option<ReferenceElectrode?> s_electrode = new("--electrode")
    {
        Description = "Electrode of the potentials: CopperSulfate, SilverChlorideSaturated, SilverChlorideSeawater, Calomel, StandardHydrogen. Needed for maps of potential.",
        HelpName = "NAME",
    };

    private static readonly Option<double?> s_spacing = AnalysisOptions.Number("--spacing", "M", "Distance of neighbouring points in metres, for gradients. Default: not known.", 0.001, 100);

    private static readonly Option<string?> s_unit = new("--unit") { Description = "Unit of columns that name none: mV, V, kohmcm or ohmm.", HelpName = "UNIT" };

    public static AnalysisCommand Create() => new(
        "corrosion",
        "Judge maps of half-cell potential (ASTM C876) or concrete resistivity (RILEM TC 154-EMC) point by point.",
        """
        edgetwin analyze corrosion deck.csv --electrode CopperSulfate
        edgetwin analyze corrosion deck.csv --electrode Calomel --spacing 0.5 --json
        """,
        "Maps: CSV or CSV.GZ, one row per grid row, columns named hcp_01_mV (or _V) or res_01_kohmcm (or _ohmm).",
        [s_electrode, s_spacing, s_unit],
        Analyse);

    private static AnalysisReport Analyse(AnalysisRun run)
    {
        var maps = run.Files.Select(file => Judge(run, AnalysisRun.ReadTable(file))).ToList();
        return new AnalysisReport(maps)
        {
            Tables = [.. maps.SelectMany(map => map.Tables)],
            Remarks = [.. maps.SelectMany(map => map.Remarks).Distinct()],
        };
    }

    private static JudgedMap Judge(AnalysisRun run, AnalysisTable table)
    {
        var kinds = table.ColumnNames.Select(name => name.Split('_')[0]).Distinct().ToList();
        if (kinds is not ["hcp"] and not ["res"])
            throw new AnalysisException($"{table.File}: the columns must all be named hcp_01_mV (potential) or res_01_kohmcm (resistivity); there are {string.Join(", ", table.ColumnNames.Take(4))}.");
        return kinds[0] == "hcp" ? Potentials(run, table) : Resistivities(run, table);
    }

    private static JudgedMap Potentials(AnalysisRun run, AnalysisTable table)
    {
        var electrode = run.Get(s_electrode) ?? throw new AnalysisException($"{table.File}: potentials mean nothing without their electrode. Name it with --electrode, for example CopperSulfate.");
        var map = Map(run, table, "hcp", ("mV", 1), ("V", 1000));
        var result = Refusals.Named(table.File, () => HalfCellMap.Judge(map, new HalfCellMapOptions { Electrode = electrode, SpacingMetres = run.Get(s_spacing) ?? double.NaN }));
        var shares = new TextTable($"{table.File}: {result.Measured} half-cell potentials, {electrode}", "class", "against CuSO4 mV", "share %")
            .Add("corrosion unlikely (.)", "above -200", TextTable.Number(100 * result.UnlikelyShare, 3))
            .Add("uncertain (o)", "-200 to -350", TextTable.Number(100 * result.UncertainShare, 3))
            .Add("corrosion likely (#)", "below -350", TextTable.Number(100 * result.LikelyShare, 3));
        return new JudgedMap(table.File, "halfCellPotential", table.Keys, table.ColumnNames, result)
        {
            Tables = [shares, Drawing(table, result.Classes, Symbol)],
            Remarks =
            [
                $"{table.File}: {TextTable.Number(result.MinimumMillivolts)} to {TextTable.Number(result.MaximumMillivolts)} mV, median {TextTable.Number(result.MedianMillivolts)} mV against copper sulphate; " +
                $"steepest step {TextTable.Number(result.SteepestMillivolts, 3)} mV between neighbours; {result.Anodes.Count} local minima with a step of 100 mV beside them.",
                .. electrode == ReferenceElectrode.CopperSulfate ? Array.Empty<string>() : ["Potentials converted to copper sulphate are uncertain by 10 to 20 mV: within that of a limit the class is open."],
                "Potentials tell how probable corrosion is, not how fast it goes; wet concrete without oxygen reads as low as corroding steel.",
            ],
        };
    }

    private static JudgedMap Resistivities(AnalysisRun run, AnalysisTable table)
    {
        var map = Map(run, table, "res", ("kohmcm", 1), ("ohmm", 0.1));
        var result = Refusals.Named(table.File, () => ResistivityMap.Judge(map));
        var shares = new TextTable($"{table.File}: {result.Measured} resistivities", "risk once depassivated", "kOhm cm", "share %")
            .Add("negligible (.)", "100 and more", TextTable.Number(100 * result.ShareOf(CorrosionRisk.Negligible), 3))
            .Add("low (-)", "50 to 100", TextTable.Number(100 * result.ShareOf(CorrosionRisk.Low), 3))
            .Add("moderate (o)", "10 to 50", TextTable.Number(100 * result.ShareOf(CorrosionRisk.Moderate), 3))
            .Add("high (#)", "10 and less", TextTable.Number(100 * result.ShareOf(CorrosionRisk.High), 3));
        return new JudgedMap(table.File, "resistivity", table.Keys, table.ColumnNames, result)
        {
            Tables = [shares, Drawing(table, result.Risks, Symbol)],
            Remarks = ["The classes of resistivity hold for Portland cement concrete at 20 degC."],
        };
    }

    private static GridMap Map(AnalysisRun run, AnalysisTable table, string quantity, params (string Unit, double Factor)[] units)
    {
        double FactorOf(string name)
        {
            var unit = name.Split('_') is [_, _, var named, ..] ? named : run.Get(s_unit);
            return units.FirstOrDefault(one => one.Unit == unit) is { Unit: not null } known
                ? known.Factor
                : throw new AnalysisException($"{table.File}: column {name} does not name its unit. Name it {string.Join(" or ", units.Select(one => $"{quantity}_01_{one.Unit}"))}, or give --unit {units[0].Unit}.");
        }

        var factors = table.ColumnNames.Select(FactorOf).ToArray();
        var values = new double[table.Keys.Count * factors.Length];
        for (var index = 0; index < values.Length; index++)
            values[index] = table.Columns[index % factors.Length][index / factors.Length] * factors[index % factors.Length];
        return new GridMap(table.Keys.Count, factors.Length, values);
    }

    private static TextTable Drawing<T>(AnalysisTable table, IReadOnlyList<T> classes, Func<T, char> symbol)
    {
        var drawing = new TextTable("Map", table.KeyName, "points");
        var columns = table.ColumnNames.Count;
        for (var row = 0; row < table.Keys.Count; row++)
            drawing.Add(table.Keys[row], string.Join(' ', classes.Skip(row * columns).Take(columns).Select(symbol)));
        return drawing;
    }

    private static char Symbol(CorrosionProbability probability) => probability switch
    {
        CorrosionProbability.Unlikely => '.',
        CorrosionProbability.Uncertain => 'o',
        CorrosionProbability.Likely => '#',
        _ => '?',
    };

    private static char Symbol(CorrosionRisk risk) => risk switch
    {
        CorrosionRisk.Negligible => '.',
        CorrosionRisk.Low => '-',
        CorrosionRisk.Moderate => 'o',
        CorrosionRisk.High => '#',
        _ => '?',
    };

    /// <summary>What one file gave; tables and remarks are for people only.</summary>
    private sealed record JudgedMap(string File, string Quantity, IReadOnlyList<string> Rows, IReadOnlyList<string> Columns, object Result)
    {
        [System.Text.Json.Serialization.JsonIgnore]
        public IReadOnlyList<TextTable> Tables { get; init; } = [];

        [System.Text.Json.Serialization.JsonIgnore]
        public IReadOnlyList<string> Remarks { get; init; } = [];
    }
}
