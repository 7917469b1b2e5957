using System.CommandLine;
using EdgeTwin.EdgeAgent.Analysis.Files;
using EdgeTwin.EdgeAgent.Analysis.Output;
using EdgeTwin.StructuralHealth.Faults;
using EdgeTwin.StructuralHealth.Stiffness;

namespace EdgeTwin.EdgeAgent.Analysis;

/// <summary><c>edgetwin analyze stiffness</c>: stiffness of one or several loadings from force and displacement, the later ones held against the first.</summary>
internal static class AnalyzeStiffness
{
    private static readonly Option<string?> s_force = new("--force") { Description = "Channel of the force. Default: force_sum_*, or the only force channel.", HelpName = "NAME" };
    private static readonly Option<string?> s_displacement = new("--displacement") { Description = "Channel of the displacement. Default: the only displacement channel.", HelpName = "NAME" };
    private static readonly Option<double?> s_lower = AnalysisOptions.Number("--lower", "PCT", "Share of the peak force from which samples count, in %. Default: 20.", 0, 99);
    private static readonly Option<double?> s_upper = AnalysisOptions.Number("--upper", "PCT", "Share of the peak force up to which samples count, in %. Default: 60.", 1, 100);

    public static AnalysisCommand Create() => new(
        "stiffness",
        "Take the stiffness from load tests, with its uncertainty, and tell whether it fell from the first test to the later ones.",
        """
        edgetwin analyze stiffness step_1.csv step_2.csv --displacement disp_05_mm
        edgetwin analyze stiffness test.csv --force force_01_kN --lower 10 --upper 40 --json
        """,
        "Load tests: CSV, CSV.GZ or miniSEED with a force and a displacement channel; the first file is the reference.",
        [s_force, s_displacement, s_lower, s_upper],
        Analyse);

    private static AnalysisReport Analyse(AnalysisRun run)
    {
        var options = new LoadStiffnessOptions { LowerShare = (run.Get(s_lower) ?? 20) / 100, UpperShare = (run.Get(s_upper) ?? 60) / 100 };
        var tests = new List<StiffnessOfTest>();
        foreach (var file in run.Files)
            tests.Add(Estimate(run, file, options, tests.Count > 0 ? tests[0] : null));
        return new AnalysisReport(tests)
        {
            Tables = [ToTable(tests, options)],
            Remarks = [.. tests.Where(test => test.Outliers > 0).Select(test =>
                $"{test.File}: {test.Outliers} samples of {test.Displacement} were taken out as outliers; edgetwin analyze faults shows where.")],
        };
    }

    private static StiffnessOfTest Estimate(AnalysisRun run, string file, LoadStiffnessOptions options, StiffnessOfTest? reference)
    {
        var recording = run.ReadRecording(file);
        var force = Channel(recording, run.Get(s_force), "force", "--force");
        var displacement = Channel(recording, run.Get(s_displacement), "displacement", "--displacement");
        return Refusals.Named(file, () =>
        {
            var millimetres = displacement.In("mm");
            var marked = OutlierScan.Mark(millimetres, recording.SampleRateHz, "displacement");
            var result = LoadStiffness.Estimate(force.In("kN"), OutlierScan.Without(millimetres, marked), options);
            var change = reference is null ? null : StiffnessChange.Compare(reference.StiffnessKNPerMm, reference.StandardErrorKNPerMm, result.Stiffness, result.StandardError);
            return new StiffnessOfTest(
                file, force.Name, displacement.Name, result.Stiffness, result.StandardError, result.SecantStiffness, result.PeakForce, result.DisplacementAtPeak,
                result.ResidualDisplacement, result.Softening, result.Fit.Count, marked.Count(mark => mark) + result.Rejected, change);
        });
    }

    private static AnalysisChannel Channel(AnalysisRecording recording, string? named, string quantity, string option)
    {
        if (named is not null)
            return recording.Choose([named])[0];
        var fitting = recording.Choose([], quantity);
        var chosen = fitting.FirstOrDefault(channel => channel.Name.Contains("_sum_", StringComparison.Ordinal)) ?? (fitting.Count == 1 ? fitting[0] : null);
        return chosen ?? throw new AnalysisException($"{recording.File}: {fitting.Count} channels measure {quantity} ({string.Join(", ", fitting.Select(channel => channel.Name))}). Name one with {option}.");
    }

    private static TextTable ToTable(List<StiffnessOfTest> tests, LoadStiffnessOptions options)
    {
        var table = new TextTable(
            $"Stiffness between {100 * options.LowerShare:0.#} and {100 * options.UpperShare:0.#} % of the peak force",
            "file", "stiffness kN/mm", "at peak kN/mm", "peak kN", "at peak mm", "left mm", "softening", "loss against first", "p", "finding");
        foreach (var test in tests)
        {
            table.Add(
                Path.GetFileName(test.File),
                TextTable.PlusMinus(test.StiffnessKNPerMm, test.StandardErrorKNPerMm),
                TextTable.Number(test.SecantKNPerMm),
                TextTable.Number(test.PeakForceKN),
                TextTable.Number(test.DisplacementAtPeakMm),
                TextTable.Number(test.ResidualDisplacementMm),
                TextTable.Number(test.Softening, 3),
                test.Change is null ? "" : TextTable.PlusMinus(test.Change.LossIndex, test.Change.StandardError),
                test.Change is null ? "" : TextTable.Number(test.Change.PValue, 2),
                test.Change is null ? "reference" : !test.Change.IsChanged ? "not changed" : test.Change.LossIndex > 0 ? "softer" : "stiffer");
        }

        return table;
    }

    private sealed record StiffnessOfTest(
        string File, string Force, string Displacement, double StiffnessKNPerMm, double StandardErrorKNPerMm, double SecantKNPerMm, double PeakForceKN,
        double DisplacementAtPeakMm, double ResidualDisplacementMm, double Softening, int Samples, int Outliers, StiffnessChange? Change);
}
