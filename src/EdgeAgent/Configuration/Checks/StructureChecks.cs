using EdgeTwin.EdgeAgent.Configuration.Reading;

namespace EdgeTwin.EdgeAgent.Configuration.Checks;

/// <summary>Spans, their members and beams.</summary>
internal static class StructureChecks
{
    /// <summary>Positions are written in decimals: a ten-thousandth of a millimetre is no overlap.</summary>
    public const double ToleranceM = 1e-7;

    public static void Run(StationConfiguration station, ErrorList errors)
    {
        var spans = station.Structure.Spans;
        StationChecks.Unique(spans.Select((span, s) => ($"structure.spans[{s}].id", span.Id)), "span of the structure", errors);
        StationChecks.Unique(
            spans.SelectMany((span, s) => span.Members.Select((member, m) => ($"structure.spans[{s}].members[{m}].id", member.Id))),
            "member of the structure",
            errors);
        for (var s = 0; s < spans.Count; s++)
        {
            CheckMembers(spans[s], $"structure.spans[{s}]", errors);
            CheckBeam(spans[s], station, $"structure.spans[{s}]", errors);
        }
    }

    private static void CheckMembers(SpanConfiguration span, string path, ErrorList errors)
    {
        for (var m = 0; m < span.Members.Count; m++)
        {
            var member = span.Members[m];
            var place = $"{path}.members[{m}]";
            if (member.ToM <= member.FromM)
                errors.Add($"{place}.toM", $"is {member.ToM} m, not beyond fromM, which is {member.FromM} m", "write where the member ends, counted from the left support");
            if (member.ToM > span.LengthM + ToleranceM)
                errors.Add($"{place}.toM", $"is {member.ToM} m, beyond the end of the span", $"write a number up to {span.LengthM}, the length of {span.Id}");
            for (var other = 0; other < m; other++)
                CheckOverlap(span.Members[other], member, place, errors);
        }
    }

    private static void CheckOverlap(MemberConfiguration first, MemberConfiguration second, string path, ErrorList errors)
    {
        if (second.FromM < first.ToM - ToleranceM && first.FromM < second.ToM - ToleranceM)
        {
            errors.Add(
                path,
                $"reaches from {second.FromM} to {second.ToM} m and overlaps '{first.Id}' ({first.FromM} to {first.ToM} m)",
                "let members touch at most: each place of a span belongs to one member");
        }
    }

    private static void CheckBeam(SpanConfiguration span, StationConfiguration station, string path, ErrorList errors)
    {
        if (span.Beam is null && station.Simulation is not null)
            errors.Add($"{path}.beam", "is missing", "the simulated bridge needs the beam of every span; write it, or remove simulation to measure a real bridge");
    }
}
