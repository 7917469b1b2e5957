using EdgeTwin.EdgeAgent.Analysis.Output;
using EdgeTwin.EdgeAgent.CommandLine;
using EdgeTwin.StructuralHealth.Beams;

namespace EdgeTwin.EdgeAgent.Analysis;

/// <summary><c>edgetwin analyze beam</c>: a beam model's frequencies and influence lines, what-if questions, and its update from measured modes.</summary>
internal static class AnalyzeBeam
{
    public static AnalysisCommand Create()
    {
        var options = new AnalyzeBeamOptions();
        return new AnalysisCommand(
            "beam",
            "Compute a beam's frequencies and influence lines, answer what-if questions, and update the model from measured modes.",
            """
            edgetwin analyze beam bridge.json --influence moment@15,reaction@2 --damage 10:15:0.2
            edgetwin analyze beam bridge.json --measured modes.csv --update segments,mass --json
            """,
            "One JSON file: massKgPerM, and spans (lengthM, bendingStiffnessNm2), or segments (fromM, toM, bendingStiffnessNm2) and supports (positionM, springs).",
            options.All,
            run => Analyse(run, options));
    }

    private static AnalysisReport Analyse(AnalysisRun run, AnalyzeBeamOptions options)
    {
        if (run.Files.Count != 1)
            throw new AnalysisException($"analyze beam takes one beam; {run.Files.Count} files were given.");
        var designed = AnalyzeBeamFile.Read(run.Files[0]);
        try
        {
            return Report(run, options, designed);
        }
        catch (ArgumentException exception)
        {
            throw new AnalysisException($"{run.Files[0]}: {Refusals.Words(exception)}", exception);
        }
    }

    private static AnalysisReport Report(AnalysisRun run, AnalyzeBeamOptions options, BeamModel designed)
    {
        var update = run.Get(options.Measured) is { } measured
            ? BeamUpdater.Update(designed, AnalyzeBeamOptions.ParametersOf(designed, run.Get(options.Update)!, run.Get(options.Prior) ?? 0.3), AnalyzeBeamFile.ReadMeasured(measured))
            : null;
        var beam = update?.Beam ?? designed;
        var modeCount = (int)(run.Get(options.Modes) ?? 5);
        var result = new Result(
            run.Files[0],
            update?.Beam is not null,
            [.. beam.Modes(modeCount).Select((m, i) => new Mode(i + 1, m.FrequencyHz, m.ModalMassKg))],
            [.. new BeamStatics(beam, new BeamLoading { UniformNPerM = beam.MassKgPerM * 9.80665 }).ReactionsN],
            update,
            [.. run.Get(options.Influence)!.Select(text => Line(beam, text, run.Get(options.Step)))],
            [.. run.Get(options.Damage)!.Select(text => Weaken(beam, text, modeCount))],
            [.. run.Get(options.Settlement)!.Select(text => Settle(beam, text))]);
        return new AnalysisReport(result)
        {
            Tables = [.. Tables(beam, result)],
            Remarks = [.. Remarks(update)],
            ExitCode = update is { Beam: null } ? ExitCode.Failure : ExitCode.Ok,
        };
    }

    private static Influence Line(BeamModel beam, string text, double? stepM)
    {
        const int OrdinatesMax = 100_000;
        var (title, line) = AnalyzeBeamOptions.LineOf(beam, text);
        var intervals = Math.Max(1, (int)Math.Min(OrdinatesMax, Math.Round(beam.LengthM / (stepM ?? (beam.LengthM / 20)))));
        double[] positions = [.. Enumerable.Range(0, intervals + 1).Select(i => beam.LengthM * i / intervals)];
        return new Influence(title, positions, Array.ConvertAll(positions, line.Ordinate));
    }

    private static Damage Weaken(BeamModel beam, string text, int modeCount)
    {
        var (fromM, toM, loss) = AnalyzeBeamOptions.DamageOf(text);
        return new Damage(fromM, toM, loss, BeamQuestions.Compare(beam, BeamQuestions.Weakened(beam, fromM, toM, loss), modeCount));
    }

    private static Settlement Settle(BeamModel beam, string text)
    {
        var (support, settlementM) = AnalyzeBeamOptions.SettlementOf(beam, text);
        return new Settlement(support + 1, settlementM, BeamQuestions.ReactionsOfSettlement(beam, support, settlementM));
    }

    private static IEnumerable<TextTable> Tables(BeamModel beam, Result result)
    {
        if (result.Update is { Beam: not null } update)
        {
            var parameters = new TextTable("Update: factor on each quantity, with its 90 % interval", "quantity", "factor", "from", "to", "information", "judgement");
            foreach (var p in update.Parameters)
                parameters.Add(p.Parameter.Name, TextTable.Number(p.Factor), TextTable.Number(p.Low), TextTable.Number(p.High), TextTable.Number(p.Information, 2), Word(p.Identifiability));
            yield return parameters;
            var fits = new TextTable("Measured modes", "mode", "measured Hz", "designed Hz", "updated Hz", "MAC");
            foreach (var fit in update.Modes)
                fits.Add(TextTable.Count(fit.Measured.Number), TextTable.Number(fit.Measured.FrequencyHz), TextTable.Number(fit.BeforeHz), TextTable.Number(fit.AfterHz), TextTable.Number(fit.Mac, 3));
            yield return fits;
        }

        var modes = new TextTable($"Modes of the {(result.IsUpdated ? "updated" : "designed")} beam of {TextTable.Number(beam.LengthM)} m on {beam.Supports.Count} supports", "mode", "frequency Hz", "modal mass kg");
        foreach (var mode in result.Modes)
            modes.Add(TextTable.Count(mode.Number), TextTable.Number(mode.FrequencyHz, 5), TextTable.Number(mode.ModalMassKg));
        yield return modes;
        var supports = new TextTable("Supports under the own weight", ["support", "position m", "reaction kN", .. result.Settlements.Select(s => $"support {s.Support} by {TextTable.Number(s.SettlementM * 1000)} mm: kN")]);
        for (var i = 0; i < beam.Supports.Count; i++)
            supports.Add([TextTable.Count(i + 1), TextTable.Number(beam.Supports[i].PositionM), TextTable.Number(result.OwnWeightReactionsN[i] / 1000), .. result.Settlements.Select(s => TextTable.Number(s.ReactionChangesN[i] / 1000))]);
        yield return supports;
        foreach (var line in result.InfluenceLines)
        {
            var table = new TextTable($"Influence line {line.Quantity}", "load at m", "ordinate");
            foreach (var (position, ordinate) in line.PositionsM.Zip(line.Ordinates))
                table.Add(TextTable.Number(position), TextTable.Number(ordinate));
            yield return table;
        }

        foreach (var damage in result.Damages)
        {
            var table = new TextTable($"If {TextTable.Number(damage.FromM)} to {TextTable.Number(damage.ToM)} m lost {TextTable.Number(100 * damage.Loss)} % of the stiffness", "mode", "before Hz", "after Hz", "change %");
            foreach (var change in damage.Frequencies)
                table.Add(TextTable.Count(change.Number), TextTable.Number(change.BeforeHz, 5), TextTable.Number(change.AfterHz, 5), TextTable.Number(100 * change.Relative, 3));
            yield return table;
        }
    }

    private static string Word(Identifiability identifiability) => identifiability switch
    {
        Identifiability.Identified => "identified",
        Identifiability.Weak => "leans on the prior",
        _ => "not identified",
    };

    private static IEnumerable<string> Remarks(BeamUpdateResult? update)
    {
        if (update is null)
            yield break;
        if (update.Beam is null)
        {
            yield return $"Not updated: {update.Refusal}";
            yield break;
        }

        foreach (var mode in update.Modes.Where(m => m.Mac < 0.8))
            yield return $"The measured shape of mode {mode.Measured.Number} does not look like that of the model (MAC {TextTable.Number(mode.Mac, 2)}): check its number.";
        if (update.DegreesOfFreedom < 1)
            yield return "There are no more measurements than unknowns: whether a beam is the right model cannot be seen from the misfit.";
        else if (update.Inflation > 1)
            yield return $"The modes do not fit as well as their deviations say; the intervals are widened by {TextTable.Number(update.Inflation, 2)}.";
        if (update.Parameters.Any(p => p.Identifiability != Identifiability.Identified))
            yield return "A value that leans on the prior, or is not identified, is mostly what was assumed. Measured shapes or further modes would help.";
    }

    private sealed record Result(
        string File, bool IsUpdated, IReadOnlyList<Mode> Modes, IReadOnlyList<double> OwnWeightReactionsN, BeamUpdateResult? Update,
        IReadOnlyList<Influence> InfluenceLines, IReadOnlyList<Damage> Damages, IReadOnlyList<Settlement> Settlements);

    private sealed record Mode(int Number, double FrequencyHz, double ModalMassKg);

    private sealed record Influence(string Quantity, double[] PositionsM, double[] Ordinates);

    private sealed record Damage(double FromM, double ToM, double Loss, IReadOnlyList<FrequencyChange> Frequencies);

    private sealed record Settlement(int Support, double SettlementM, IReadOnlyList<double> ReactionChangesN);
}
