using EdgeTwin.EdgeAgent.Configuration.Reading;
using EdgeTwin.EdgeAgent.Features;

namespace EdgeTwin.EdgeAgent.Configuration.Checks;

/// <summary>Limits and the baseline watch features that exist, and a limit can be reached: one that never speaks is worse than none.</summary>
internal static class RuleChecks
{
    public static void Run(StationConfiguration station, SoundPart sound, ErrorList errors)
    {
        StationChecks.Unique(station.Rules.Select((rule, r) => ($"rules[{r}].id", rule.Id)), "rule", errors);
        for (var r = 0; r < station.Rules.Count; r++)
        {
            var (rule, path) = (station.Rules[r], $"rules[{r}]");
            if (FindFeature(rule.Feature, $"{path}.feature", sound, errors) is { } feature && HasSoundCalibration(feature, station, sound, errors))
                CheckReach(rule, feature, sound, path, errors);
            CheckDrop(rule, station.Model, path, errors);
        }

        for (var f = 0; f < station.Model.Features.Count; f++)
            CheckPattern(station.Model.Features[f], $"model.features[{f}]", sound, errors);
    }

    private static FeatureDefinition? FindFeature(string id, string path, SoundPart sound, ErrorList errors)
    {
        if (sound.Features.TryGetValue(id, out var feature))
            return feature;
        if (id.Length == 0 || sound.MayBeBrokenFeature(id))
            return null;
        var source = id.Split('/')[0];
        var sameSource = sound.Features.Values.Where(known => known.Source == source).Select(known => known.Id).ToList();
        var fix = sameSource.Count > 0 && Spelling.Nearest(id, sameSource).Count == 0
            ? $"the features of {source} are: {string.Join(", ", sameSource)}"
            : Spelling.Advice(id, sound.Features.Keys.ToList(), "features");
        errors.Add(path, $"is \"{SchemaWords.Shorten(id)}\", which is no feature of the station", fix);
        return null;
    }

    private static bool HasSoundCalibration(FeatureDefinition feature, StationConfiguration station, SoundPart sound, ErrorList errors)
    {
        var sensor = sound.Channels.GetValueOrDefault(feature.Source)?.SensorId;
        return sensor is null || !errors.IsTouched($"sensors[{station.Sensors.Index().First(item => item.Item.Id == sensor).Index}].calibration");
    }

    private static void CheckReach(RuleConfiguration rule, FeatureDefinition feature, SoundPart sound, string path, ErrorList errors)
    {
        var (lowest, highest) = FeatureReach.Of(feature, sound.Channels.GetValueOrDefault(feature.Source));
        if (rule.Above >= highest)
            errors.Add($"{path}.above", $"is {rule.Above} {feature.Unit}, but {feature.Id} never exceeds {highest:0.####} {feature.Unit}", "write a limit within the sensor's range, or widen the range");
        if (rule.Below <= lowest)
            errors.Add($"{path}.below", $"is {rule.Below} {feature.Unit}, but {feature.Id} never falls below {lowest:0.####} {feature.Unit}", "write a limit within the sensor's range, or widen the range");
    }

    private static void CheckDrop(RuleConfiguration rule, ModelConfiguration model, string path, ErrorList errors)
    {
        if (rule.DropPercent is not { } drop)
            return;
        if (model.BaselineWindows == 0)
            errors.Add($"{path}.dropPercent", "needs a baseline, but model.baselineWindows is 0", "let the baseline be learnt, or write above or below instead");
        if (rule.Hysteresis >= drop)
            errors.Add($"{path}.hysteresis", $"is {rule.Hysteresis} %, so that the alarm could never return from a drop of {drop} %", $"write a number below {drop}");
    }

    private static void CheckPattern(string pattern, string path, SoundPart sound, ErrorList errors)
    {
        if (pattern.Length == 0 || sound.Features.Keys.Any(id => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, id, ignoreCase: false)))
            return;
        if (!sound.MayBeBrokenFeature(pattern))
            errors.Add(path, $"is \"{SchemaWords.Shorten(pattern)}\", which matches no feature of the station", Spelling.Advice(pattern, sound.Features.Keys.ToList(), "features"));
    }
}
