using System.Globalization;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.EdgeAgent.Models;

namespace EdgeTwin.EdgeAgent.Decisions;

/// <summary>The sentences people read.</summary>
internal static class AlarmTexts
{
    private const int NamedContributorsMax = 3;

    /// <summary>A feature with a smaller part of the score is not worth a person's attention.</summary>
    private const double NamedShareMin = 0.1;

    public static string Limit(RuleConfiguration rule, FeatureDefinition feature, double value, double? expected, double temperatureC)
    {
        var fact = (rule, expected) switch
        {
            ({ Above: { } above }, _) => $"{Capital(feature.Label)} is {Number(value, feature.Unit)}, above the limit of {Number(above, feature.Unit)}.",
            ({ Below: { } below }, _) => $"{Capital(feature.Label)} is {Number(value, feature.Unit)}, below the limit of {Number(below, feature.Unit)}.",
            _ => $"{Capital(feature.Label)} is {Number(value, feature.Unit)}, {Number(LimitWatch.DropPercent(value, expected ?? double.NaN), "%")} below the "
                + $"{Number(expected ?? double.NaN, feature.Unit)} expected{At(temperatureC)} (limit {Number(rule.DropPercent ?? double.NaN, "%")}).",
        };
        return WithMessage(rule, fact);
    }

    /// <summary>The value of a channel that ran into the end of its range: the truth is further out.</summary>
    public static string BeyondRange(RuleConfiguration rule, FeatureDefinition feature, double value)
    {
        var fact = rule.Above is { } above
            ? $"{Capital(feature.Label)} is at least {Number(value, feature.Unit)}, above the limit of {Number(above, feature.Unit)}"
            : $"{Capital(feature.Label)} is {Number(value, feature.Unit)} or lower, below the limit of {Number(rule.Below ?? double.NaN, feature.Unit)}";
        return WithMessage(rule, $"{fact}: the channel clipped at the end of its measuring range, so the true value is further out.");
    }

    /// <summary>Names what contributes most, with its value and what was expected.</summary>
    public static string Unusual(IReadOnlyList<FeatureContribution> ranked, FeatureLookup features)
    {
        var total = 0.0;
        foreach (var contribution in ranked)
            total += Math.Max(0, contribution.Contribution);
        var named = ranked.Take(NamedContributorsMax)
            .Where((contribution, rank) => rank == 0 || contribution.Contribution >= NamedShareMin * total)
            .Select(contribution => Describe(contribution, features.Find(contribution.FeatureId)))
            .ToArray();
        return named.Length switch
        {
            0 => "Unusual behaviour; the model does not say of what.",
            1 => $"Unusual: {named[0]}.",
            _ => $"Unusual: {string.Join(", ", named[..^1])} and {named[^1]}.",
        };
    }

    public static string Sensor(SensorWatch sensor)
    {
        var messages = sensor.Faults.Select(fault => fault.Message).Where(message => message.Length > 0).Distinct().ToArray();
        var channels = string.Join(", ", sensor.Faults.Select(fault => $"{fault.Channel} ({fault.Reason})"));
        return messages.Length == 0 ? $"Sensor {sensor.SensorId} cannot be trusted: {channels}." : $"Sensor {sensor.SensorId}: {string.Join(" ", messages)}";
    }

    /// <summary>Four significant digits and the unit; the plain number for a ratio.</summary>
    public static string Number(double value, string unit)
    {
        if (!double.IsFinite(value))
            return "unknown";
        var text = value.ToString(Math.Abs(value) is >= 1e-4 and < 1e6 || value == 0 ? "G4" : "0.###E0", CultureInfo.InvariantCulture);
        if (text.Contains('E', StringComparison.Ordinal) && Math.Abs(value) is >= 1e-4 and < 1e6)
            text = Math.Round(value).ToString(CultureInfo.InvariantCulture);
        return unit is "1" or "" ? text : $"{text} {unit}";
    }

    private static string WithMessage(RuleConfiguration rule, string fact) =>
        rule.Message.Length == 0 ? fact : $"{rule.Message.TrimEnd('.', ' ')}. {fact}";

    private static string Describe(FeatureContribution contribution, FeatureDefinition? feature)
    {
        var label = feature?.Label is { Length: > 0 } known ? Small(known) : contribution.FeatureId;
        var unit = feature?.Unit ?? "";
        return $"{label} ({Number(contribution.Value, unit)}, expected {Number(contribution.Expected, unit)})";
    }

    private static string At(double temperatureC) => double.IsFinite(temperatureC) ? $" at {Number(temperatureC, "degC")}" : "";

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>"Frequency of …" inside a sentence starts small; "RMS of …" stays.</summary>
    private static string Small(string text) =>
        text.Length > 1 && char.IsUpper(text[1]) ? text : char.ToLowerInvariant(text[0]) + text[1..];
}
