using System.Diagnostics;
using System.Text.RegularExpressions;

namespace EdgeTwin.SensorDrivers.Tests;

/// <summary>Keeps hardware/wiring whole: a page and a drawing for every chip, links that lead somewhere, and drawings that draw.py still makes.</summary>
public sealed partial class WiringPagesTests
{
    private static readonly string _folder = Path.Combine(RepositoryFiles.Root, "hardware", "wiring");

    // Kinds whose page has another name.
    private static readonly Dictionary<string, string> _sharedPages = new() { ["adxl357"] = "adxl355", ["lis3dhh"] = "iis3dhhc" };

    // Kinds that are no chip: their wires are those of the chip that the kernel drives.
    private const string BindingsPage = "iot-bindings";

    private static readonly HashSet<string> _kindsWithoutDrawing = ["iio"];

    public static TheoryData<string> Kinds => [.. SensorCatalog.Kinds.Select(kind => kind.Name)];

    public static TheoryData<string> Pages => [.. Directory.EnumerateFiles(_folder, "*.md").Select(path => Path.GetFileName(path)!).Order()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Page_EveryKindOfTheCatalog_IsThereWithItsDrawingAndInTheIndex(string kind)
    {
        var name = kind.StartsWith("iot-", StringComparison.Ordinal) ? BindingsPage : _sharedPages.GetValueOrDefault(kind, kind);

        var page = Path.Combine(_folder, name + ".md");
        Assert.True(File.Exists(page), $"The kind {kind} needs a wiring page: {page}");
        Assert.Contains($"({name}.md)", File.ReadAllText(Path.Combine(_folder, "README.md")), StringComparison.Ordinal);
        if (_kindsWithoutDrawing.Contains(kind) || name == BindingsPage)
            return;
        Assert.Contains($"({name}.svg)", File.ReadAllText(page), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder, name + ".svg")), $"{name}.md shows {name}.svg, which is missing; draw it in drawings/ and run draw.py.");
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_OfEveryPage_LeadToAFileAndAHeading(string page)
    {
        var dead = MarkdownLink().Matches(File.ReadAllText(Path.Combine(_folder, page)))
            .Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !Resolves(page, target));

        Assert.Empty(dead);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void FirstTable_OfEveryPage_IsAboutSymptoms(string page)
    {
        var table = File.ReadLines(Path.Combine(_folder, page)).FirstOrDefault(line => line.StartsWith('|'));

        Assert.StartsWith("| What you see", table, StringComparison.Ordinal);
    }

    [Fact]
    public void Drawings_InTheFolder_AreAllShownByAPage()
    {
        var pages = string.Concat(Directory.EnumerateFiles(_folder, "*.md").Select(File.ReadAllText));

        Assert.All(Directory.EnumerateFiles(_folder, "*.svg"), path => Assert.Contains($"({Path.GetFileName(path)})", pages, StringComparison.Ordinal));
    }

    [PythonFact]
    public async Task DrawScript_RunAnew_MakesTheCommittedDrawingsByteForByte()
    {
        var target = RepositoryFiles.TemporaryFolder("wiring");
        var start = new ProcessStartInfo("python3") { RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(_folder, "draw.py"));
        start.ArgumentList.Add(target);

        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == 0, errors);
        Assert.Equal(DrawingsIn(_folder), DrawingsIn(target));
        Assert.All(DrawingsIn(target), name =>
            Assert.True(
                File.ReadAllBytes(Path.Combine(_folder, name)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(target, name))),
                $"{name} is not what draw.py makes; run python3 hardware/wiring/draw.py and commit it."));
        Directory.Delete(target, recursive: true);
    }

    private static string[] DrawingsIn(string folder) => [.. Directory.EnumerateFiles(folder, "*.svg").Select(path => Path.GetFileName(path)!).Order()];

    private static bool Resolves(string page, string target)
    {
        var parts = target.Split('#', 2);
        var path = parts[0].Length == 0 ? Path.Combine(_folder, page) : Path.GetFullPath(Path.Combine(_folder, parts[0]));
        return (File.Exists(path) || Directory.Exists(path)) && (parts.Length == 1 || Headings(path).Contains(parts[1]));
    }

    // As the usual viewers make anchors: lower case, blanks to hyphens, punctuation dropped.
    private static IEnumerable<string> Headings(string path) =>
        File.ReadLines(path)
            .Where(line => line.StartsWith('#'))
            .Select(line => NotInAnchor().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex MarkdownLink();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();

    /// <summary>A test that runs Python; skipped with the reason where it is absent.</summary>
    private sealed class PythonFactAttribute : FactAttribute
    {
        public PythonFactAttribute()
        {
            var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
            if (!folders.Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, "python3"))))
                Skip = "python3 is not installed (package python3).";
        }
    }
}
