namespace EdgeTwin.EdgeAgent.Configuration.Reading;

/// <summary>Finds the name that a person probably meant.</summary>
internal static class Spelling
{
    /// <summary>Words longer than this are not compared.</summary>
    private const int LongestWord = 100;

    /// <summary>More candidates at the same distance are no help.</summary>
    private const int MostSuggested = 3;

    /// <summary>The nearest of the candidates, several when they are equally near; empty when none is near.</summary>
    public static IReadOnlyList<string> Nearest(string word, IEnumerable<string> candidates)
    {
        if (word.Length > LongestWord)
            return [];
        var folded = word.ToUpperInvariant();
        var measured = candidates
            .Where(candidate => candidate.Length is > 0 and <= LongestWord)
            .Distinct()
            .Select(candidate => (Name: candidate, Distance: Distance(folded, candidate.ToUpperInvariant())))
            .Where(candidate => candidate.Distance <= Math.Max(1, word.Length / 3))
            .ToList();
        if (measured.Count == 0)
            return [];
        var least = measured.Min(candidate => candidate.Distance);
        var nearest = measured.Where(candidate => candidate.Distance == least).Select(candidate => candidate.Name).ToList();
        return nearest.Count <= MostSuggested ? nearest : [];
    }

    /// <summary><c>did you mean 'a' or 'b'?</c>; empty when nothing is near.</summary>
    public static string Question(string word, IEnumerable<string> candidates)
    {
        var nearest = Nearest(word, candidates);
        return nearest.Count == 0 ? "" : $"did you mean {SchemaWords.Either(nearest.Select(name => $"'{name}'"))}?";
    }

    /// <summary>Advice for a name that is not known: the one that was probably meant, and else all there are.</summary>
    public static string Advice(string word, IReadOnlyCollection<string> candidates, string what)
    {
        const int MostListed = 24;
        if (Question(word, candidates) is { Length: > 0 } question)
            return question;
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
