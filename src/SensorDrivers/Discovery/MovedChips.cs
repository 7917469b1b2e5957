namespace EdgeTwin.SensorDrivers.Discovery;

/// <summary>Sees that a missing sensor and a new chip of its kind are one: the chip was wired or strapped to another place.</summary>
internal static class MovedChips
{
    /// <summary>The findings, with such pairs as one finding. A proven chip is taken before one that is merely possible.</summary>
    public static List<PlaceFinding> Join(IReadOnlyList<PlaceFinding> findings)
    {
        var joined = findings.ToList();
        foreach (var missing in findings.Where(finding => finding.Verdict == PlaceVerdict.Missing))
        {
            var elsewhere = joined.Where(finding => finding.Verdict == PlaceVerdict.New && MatchOf(finding, missing.ConfiguredKind) != IdentityMatch.No)
                .OrderByDescending(finding => MatchOf(finding, missing.ConfiguredKind))
                .ThenByDescending(finding => finding.Location.Type == missing.Location.Type && finding.Location.Bus == missing.Location.Bus)
                .FirstOrDefault();
            if (elsewhere is null)
                continue;
            joined.Remove(elsewhere);
            joined[joined.IndexOf(missing)] = missing with
            {
                Verdict = PlaceVerdict.Moved,
                Kinds = elsewhere.Kinds,
                MovedTo = elsewhere.Location,
                Message = $"nothing answers here, but {missing.ConfiguredKind} answers at {elsewhere.Location}, where the station file has no sensor",
                WhatToDo = $"If the chip was wired or strapped anew, change the \"bus\" of {missing.SensorId} to {elsewhere.Location}; otherwise wire it back",
            };
        }

        return joined;
    }

    private static IdentityMatch MatchOf(PlaceFinding finding, string kind) =>
        finding.Kinds.FirstOrDefault(found => found.Name == kind)?.Match ?? IdentityMatch.No;
}
