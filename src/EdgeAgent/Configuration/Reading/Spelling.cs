namespace EdgeTwin.EdgeAgent.Configuration.Reading;

/// <summary>Finds the name that a person probably meant.</summary>
internal static class Spelling
{
    /// <summary>Words longer than this are not compared.</summary>
    private const int LongestWord = 100;

    /// <summary>The nearest of the candidates; <see langword="null"/> when none is near.</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        if (word.Length > LongestWord)
            return null;
        var best = (Name: (string?)null, Distance: 1 + Math.Max(1, word.Length / 3));
        foreach (var candidate in candidates)
        {
            if (candidate.Length > LongestWord)
                continue;
            var distance = Distance(word.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (distance < best.Distance)
                best = (candidate, distance);
        }

        return best.Name;
    }

    /// <summary>Advice for a name that is not known: the one that was probably meant, and else all there are.</summary>
    public static string Advice(string word, IReadOnlyCollection<string> candidates, string what)
    {
        const int MostListed = 24;
        if (Nearest(word, candidates) is { } near)
            return $"did you mean '{near}'?";
        if (candidates.Count == 0)
            return $"there are no {what}";
        var more = candidates.Count > MostListed ? ", …" : "";
        return $"the {what} are: {string.Join(", ", candidates.Take(MostListed))}{more}";
    }

    /// <summary>Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours.</summary>
    public static int Distance(string a, string b)
    {
        var previous = new int[b.Length + 1];
        var current = new int[b.Length + 1];
        var beforePrevious = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            current[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            (beforePrevious, previous, current) = (previous, current, beforePrevious);
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    current[j] = Math.Min(current[j], beforePrevious[j - 2] + 1);
            }
        }

        return current[b.Length];
    }
}
