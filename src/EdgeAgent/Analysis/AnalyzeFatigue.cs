using EdgeTwin.EdgeAgent.Analysis.Output;
using EdgeTwin.StructuralHealth.Fatigue;

namespace EdgeTwin.EdgeAgent.Analysis;

/// <summary><c>edgetwin analyze fatigue</c>: rainflow cycles of strain or stress and, for a detail category, the life that they consumed.</summary>
internal static class AnalyzeFatigue
{
    private const int Classes = 16;
    private const double SecondsPerYear = 365.25 * 86400;

    public static AnalysisCommand Create()
    {
        var options = new FatigueCommandOptions();
        return new AnalysisCommand(
            "fatigue",
            "Count the cycles of strain or stress by rainflow and sum the damage of a welded or bolted detail by EN 1993-1-9.",
            """
            edgetwin analyze fatigue bridge.csv --detail 71
            edgetwin analyze fatigue monday.csv tuesday.csv --channels strain_01_ue --detail 36* --strength-factor 1.35 --json
            """,
            "Recordings of strain (ue) or stress (MPa), parts of one history in the order of time: the cycles that are open at the end of a file go on in the next.",
            options.All,
            run => Analyse(run, options));
    }

    private static AnalysisReport Analyse(AnalysisRun run, FatigueCommandOptions options)
    {
        var detail = options.Detail(run);
        var histories = new OrderedDictionary<string, FatigueHistory>();
        for (var file = 0; file < run.Files.Count; file++)
        {
            var recording = run.ReadRecording(run.Files[file]);
            foreach (var channel in recording.Choose(run.Get(options.Channels)!, "strain", "stress"))
            {
                if (!histories.TryGetValue(channel.Name, out var history))
                    histories.Add(channel.Name, history = options.NewHistory(run, channel, detail));
                history.Add(channel, recording.SampleRateHz);
                run.Progress($"counting {channel.Name}", (file + 1.0) / run.Files.Count);
            }
        }

        var results = histories.Values.Select(history => Result(history, options, run, detail)).ToList();
        return new AnalysisReport(results)
        {
            Tables = [CountTable(results), .. detail is null ? [] : new[] { LifeTable(results, detail) }, .. results.Select(ClassTable)],
            Remarks = [.. Remarks(results, detail)],
            ExitCode = results.All(result => result.Samples == 0) ? CommandLine.ExitCode.Failure : CommandLine.ExitCode.Ok,
        };
    }

    private static ChannelResult Result(FatigueHistory history, FatigueCommandOptions options, AnalysisRun run, DetailCategory? detail)
    {
        var cycles = history.AllCycles();
        var largest = cycles.Count == 0 ? 0 : cycles.Max(cycle => cycle.Range);
        var years = history.CountedSeconds / SecondsPerYear;
        double YearsTo(double? damage) => damage > 0 ? years / damage.Value : double.NaN;
        var uncertainty = new FatigueUncertainty { CountedTime = Math.Max(new FatigueUncertainty().CountedTime, Math.Min(2, history.PartsDeviation())) };
        var largestMPa = largest * history.Stress.MPaPerUnit * history.Stress.GaugeFactor;
        var refusal = detail is null ? null : Refusal(largestMPa, options.YieldMPa(run), detail.Kind);
        var life = detail is null || cycles.Count == 0 || refusal is not null
            ? null
            : LifeAssessment.Assess(cycles, detail, history.Stress, options.Factors(run), uncertainty, options.SizeFactor(run));
        return new ChannelResult(
            history.Name,
            history.Unit,
            history.Counter.Samples,
            history.Counter.MissingSamples,
            history.Counter.Gaps,
            history.CountedSeconds,
            cycles.Sum(cycle => cycle.Cycles),
            history.Counter.ResidueCount,
            history.Counter.ForcedCycles,
            largest,
            largestMPa,
            ClassesOf(cycles, largest),
            life,
            refusal,
            life is null ? double.NaN : life.DesignDamage / years,
            YearsTo(life?.DesignDamage),
            YearsTo(life?.HighDamage),
            YearsTo(life?.LowDamage));
    }

    private static string? Refusal(double largestMPa, double yieldMPa, StressKind kind)
    {
        var limitMPa = NominalStressLimit.LargestRangeMPa(yieldMPa, kind);
        return largestMPa <= limitMPa
            ? null
            : $"the largest range, {TextTable.Number(largestMPa)} MPa, is above the {TextTable.Number(limitMPa)} MPa to which EN 1993-1-9 (section 8) holds for a yield strength of " +
                $"{TextTable.Number(yieldMPa)} MPa (--yield); look for spikes of the gauge and a wrong unit";
    }

    private static List<RangeClass> ClassesOf(IReadOnlyList<RainflowCycle> cycles, double largest)
    {
        if (largest == 0)
            return [];
        var width = largest / Classes * (1 + 1e-12);
        var lowest = cycles.Min(cycle => cycle.Mean);
        var histogram = new RangeMeanHistogram(new RangeMeanOptions
        {
            RangeWidth = width,
            RangeClasses = Classes,
            MeanFrom = lowest,
            MeanWidth = Math.Max((cycles.Max(cycle => cycle.Mean) - lowest) / Classes * (1 + 1e-12), 1e-9 * Math.Max(1, Math.Abs(lowest))),
            MeanClasses = Classes,
        });
        foreach (var cycle in cycles)
            histogram.Count(cycle.Range, cycle.Mean, (int)Math.Round(2 * cycle.Cycles));
        return [.. Enumerable.Range(0, Classes).Select(range =>
        {
            var byMean = Enumerable.Range(-1, Classes + 2).Select(mean => 0.5 * histogram.HalfCyclesIn(range, mean)).ToArray();
            return new RangeClass(range * width, (range + 1) * width, byMean.Sum(), [.. byMean.Skip(1).Take(Classes)], histogram.Options.MeanFrom, histogram.Options.MeanWidth);
        })];
    }

    private static TextTable CountTable(IReadOnlyList<ChannelResult> results)
    {
        var table = new TextTable("Rainflow cycles (ASTM E1049)", "channel", "unit", "counted s", "missing", "gaps", "cycles", "largest range", "in MPa");
        foreach (var result in results)
        {
            table.Add(
                result.Channel, result.Unit, TextTable.Number(result.CountedSeconds), TextTable.Count(result.MissingSamples), TextTable.Count(result.Gaps),
                TextTable.Number(result.Cycles, 6), TextTable.Number(result.LargestRange), TextTable.Number(result.LargestRangeMPa));
        }

        return table;
    }

    private static TextTable LifeTable(IReadOnlyList<ChannelResult> results, DetailCategory detail)
    {
        var table = new TextTable(
            $"Consumed life, detail category {detail} (EN 1993-1-9); damage 1 is the end of the life",
            "channel", "design", "characteristic", "median", "5 %", "95 %", "design per year", "years to 1", "90 % of years");
        foreach (var result in results)
        {
            var life = result.Life;
            table.Add(
                result.Channel,
                TextTable.Number(life?.DesignDamage ?? double.NaN),
                TextTable.Number(life?.CharacteristicDamage ?? double.NaN),
                TextTable.Number(life?.MedianDamage ?? double.NaN),
                TextTable.Number(life?.LowDamage ?? double.NaN),
                TextTable.Number(life?.HighDamage ?? double.NaN),
                TextTable.Number(result.DesignDamagePerYear),
                TextTable.Number(result.DesignYears),
                $"{TextTable.Number(result.LowYears)} to {TextTable.Number(result.HighYears)}");
        }

        return table;
    }

    private static TextTable ClassTable(ChannelResult result)
    {
        var table = new TextTable($"{result.Channel}: cycles by range", $"from {result.Unit}", "to", "cycles");
        foreach (var range in result.Classes.Where(range => range.Cycles > 0))
            table.Add(TextTable.Number(range.From), TextTable.Number(range.To), TextTable.Number(range.Cycles, 6));
        return table;
    }

    private static IEnumerable<string> Remarks(IReadOnlyList<ChannelResult> results, DetailCategory? detail)
    {
        if (detail is null)
        {
            yield return "No damage was summed: name the detail with --detail (EN 1993-1-9, tables 8.1 to 8.10), for example --detail 71.";
            yield break;
        }

        if (detail.IsRaised)
            yield return $"{detail} is taken as the raised alternative of section 7.1: one category higher, its limit at 10 million cycles. Without the asterisk the lower curve holds.";
        foreach (var result in results.Where(result => result.Refusal is not null))
            yield return $"{result.Channel}: no life stated, {result.Refusal}.";
        if (results.Any(result => result.Life is not null))
            yield return "Design and characteristic damage are by the standard; median, 5 % and 95 % rest on assumed uncertainties and a scatter of log N of 0.2, which are none of its values.";
        foreach (var result in results.Where(result => result.Life is not null))
        {
            if (result.Life!.CharacteristicDamage == 0)
            {
                yield return $"{result.Channel}: no range of the {TextTable.Number(result.CountedSeconds / 3600)} counted hours reaches the cut-off limit of the detail. " +
                    "That is no life: one heavier load may do damage.";
                continue;
            }

            var shares = string.Join(", ", result.Life.Shares.Select(share => $"{share.Source} {TextTable.Number(share.LogDamageDeviation, 2)}"));
            yield return $"{result.Channel}: standard deviation of ln(damage) by source: {shares}.";
            if (result.Life.IsBelowConstantAmplitudeLimit)
                yield return $"{result.Channel}: every range lies below the constant amplitude limit; the standard expects no damage from such ranges alone.";
            if (result.CountedSeconds < SecondsPerYear)
                yield return $"{result.Channel}: the figures per year take the counted {TextTable.Number(result.CountedSeconds / 3600)} h for typical of the year; nothing here can show that they are.";
        }
    }

    private sealed record RangeClass(double From, double To, double Cycles, IReadOnlyList<double> CyclesByMean, double MeanFrom, double MeanWidth);

    private sealed record ChannelResult(
        string Channel, string Unit, long Samples, long MissingSamples, long Gaps, double CountedSeconds, double Cycles, int ResiduePoints, long ForcedCycles,
        double LargestRange, double LargestRangeMPa, IReadOnlyList<RangeClass> Classes, ConsumedLife? Life, string? Refusal,
        double DesignDamagePerYear, double DesignYears, double LowYears, double HighYears);
}
