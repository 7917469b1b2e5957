using System.Globalization;
using EdgeTwin.EdgeAgent.Discovery;
using EdgeTwin.SensorDrivers.Discovery;

namespace EdgeTwin.EdgeAgent.CommandLine;

/// <summary>A scan as a table for people: a line per place, beneath it what to do, and at the end the lines for the station file.</summary>
internal static class ScanText
{
    public static void Write(ScanAnswer answer, TextWriter output)
    {
        foreach (var bus in answer.Buses)
            output.WriteLine($"{bus.Name}: {bus.Places} {(bus.Places == 1 ? "place" : "places")}{(bus.Note.Length > 0 ? $"; {bus.Note}" : "")}");
        output.WriteLine();
        var placeWidth = Width(answer.Places.Select(place => place.Place), "PLACE");
        var sensorWidth = Width(answer.Places.Select(Sensor), "SENSOR");
        output.WriteLine(Terminal.Bold($"{"PLACE".PadRight(placeWidth)}{"SENSOR".PadRight(sensorWidth)}{"VERDICT",-10}WHAT", output));
        var indent = new string(' ', placeWidth + sensorWidth + 10);
        foreach (var place in answer.Places)
        {
            output.WriteLine($"{place.Place.PadRight(placeWidth)}{Sensor(place).PadRight(sensorWidth)}{Verdict(place, output)}{place.Message}");
            WriteSelfTest(place, indent, output);
            if (place.WhatToDo.Length > 0)
                output.WriteLine($"{indent}-> {place.WhatToDo}");
        }

        output.WriteLine();
        output.WriteLine(Summary(answer));
        WriteAdditions(answer, output);
    }

    private static void WriteSelfTest(PlaceFinding place, string indent, TextWriter output)
    {
        if (place.SelfTestProblem.Length > 0)
            output.WriteLine($"{indent}self test: {place.SelfTestProblem}");
        if (place.SelfTest is not { } test)
            return;
        output.WriteLine($"{indent}self test: {(test.Passed ? Terminal.Green("passed", output) : Terminal.Red("failed", output))}");
        foreach (var check in test.Checks)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{indent}  {check.Name} {check.Measured:G4} {check.Unit}, allowed {check.Lowest:G4} to {check.Highest:G4}{(check.Passed ? "" : "  <- outside")}"));
        }
    }

    private static void WriteAdditions(ScanAnswer answer, TextWriter output)
    {
        if (answer.Additions.Count == 0)
            return;
        output.WriteLine();
        output.WriteLine("For \"sensors\" in the station file (put right where each is mounted, and its rate):");
        foreach (var place in answer.Additions.GroupBy(addition => addition.Place))
        {
            foreach (var (index, addition) in place.Index())
                output.WriteLine($"  {(index == 0 ? "" : "// or: ")}{addition.Json},");
        }
    }

    private static string Summary(ScanAnswer answer)
    {
        var counts = answer.Places.GroupBy(place => place.Verdict).OrderBy(group => group.Key)
            .Select(group => $"{group.Count()} {Word(group.Key)}");
        var list = string.Join(", ", counts);
        return answer.AsConfigured ? $"Every sensor is as configured: {list}." : $"Not as configured: {list}.";
    }

    private static string Verdict(PlaceFinding place, TextWriter output)
    {
        var word = Word(place.Verdict).PadRight(10);
        return place.Verdict switch
        {
            PlaceVerdict.Known => Terminal.Green(word, output),
            PlaceVerdict.New or PlaceVerdict.Unknown => Terminal.Bold(word, output),
            _ => place.IsAsConfigured ? word : Terminal.Red(word, output),
        };
    }

    private static string Word(PlaceVerdict verdict) => verdict == PlaceVerdict.InUse ? "in use" : verdict.ToString().ToLowerInvariant();

    private static string Sensor(PlaceFinding place) => place.SensorId.Length == 0 ? "-" : $"{place.SensorId} ({place.ConfiguredKind})";

    private static int Width(IEnumerable<string> texts, string heading) => texts.Append(heading).Max(text => text.Length) + 2;
}
