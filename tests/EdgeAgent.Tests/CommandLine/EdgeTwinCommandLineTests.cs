using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text.Json;
using EdgeTwin.EdgeAgent.CommandLine;

namespace EdgeTwin.EdgeAgent.Tests.CommandLine;

public sealed class EdgeTwinCommandLineTests
{
    public static TheoryData<string> Commands => [.. Leaves(EdgeTwinCommandLine.CreateRoot(), "")];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_EveryCommand_EndsWithExamplesAndExitCodes(string command)
    {
        var run = await CommandLineRun.OfAsync([.. command.Split(' '), "--help"]);

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Contains("Examples:", run.Output, StringComparison.Ordinal);
        Assert.Contains("3 invalid station file", run.Output, StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Examples_OfEveryCommand_CanBeTypedAsTheyStand(string command)
    {
        var root = EdgeTwinCommandLine.CreateRoot();
        var documented = Assert.IsAssignableFrom<DocumentedCommand>(root.Parse(command.Split(' ')).CommandResult.Command);

        foreach (var example in documented.Examples.Split('\n'))
        {
            Assert.StartsWith($"edgetwin {command}", example, StringComparison.Ordinal);
            var words = example.Split("   ")[0].Split(" > ")[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..];
            Assert.Empty(root.Parse(words).Errors.Select(error => $"{example}: {error.Message}"));
        }
    }

    [Theory]
    [InlineData("docs/man/edgetwin.1", "docs/man/edgetwin-analyze.1")]
    [InlineData("docs/handbook.md", "docs/analyses.md")]
    public void Manual_EveryCommandAndOption_IsDescribed(params string[] manual)
    {
        var text = string.Concat(manual.Select(page => File.ReadAllText(Path.Combine(RepositoryFiles.Root, page))))
            .Replace("\\-", "-", StringComparison.Ordinal);
        var root = EdgeTwinCommandLine.CreateRoot();
        var options = Leaves(root, "").SelectMany(command => root.Parse(command.Split(' ')).CommandResult.Command.Options.Select(option => option.Name));

        Assert.All(Leaves(root, "").Concat(options.Distinct()), name => Assert.Contains(name, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "the commands are: run, check-config, scan, sensors, replay, analyze, convert, simulate, explain, audit, version")]
    [InlineData("runn", "did you mean 'run'?")]
    [InlineData("simulate", "damage, fault, status")]
    [InlineData("check-config", "FILE")]
    [InlineData("run --speed 0", "write a number above 0")]
    [InlineData("run --speed fast", "write a number above 0")]
    [InlineData("run --speed NaN", "write a number above 0")]
    [InlineData("run --page 8480", "write an IP address and a port")]
    [InlineData("run --demo --config x.json", "leave out --config or --demo")]
    [InlineData("replay x.csv --window-seconds 1.5", "write a whole number from 1")]
    [InlineData("replay x.csv --start yesterday", "write one like 2026-05-01T06:00:00Z")]
    [InlineData("replay x.csv --pace -1", "0 (as fast as it goes)")]
    [InlineData("simulate damage", "either --member ID (and --severity), or --clear")]
    [InlineData("simulate damage --member midspan --clear", "either --member ID (and --severity), or --clear")]
    [InlineData("simulate damage --member midspan --severity 1", "above 0 and below 1")]
    [InlineData("sensors --seconds 0", "write a number from 1 to 60")]
    [InlineData("simulate fault --sensor acc-1 --kind melted", "'unplugged'")]
    [InlineData("simulate fault --kind none", "--sensor")]
    [InlineData("explain", "ID")]
    [InlineData("audit", "verify")]
    public async Task Invoke_WrongUsage_ReturnsTwoAndSaysWhatToWrite(string arguments, string words)
    {
        var run = await CommandLineRun.OfAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(words, run.Error, StringComparison.Ordinal);
        Assert.Contains("--help' shows what is possible.", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("run --demo --page off --speed 12.5 --state s")]
    [InlineData("run --config station.json --page [::]:8480")]
    [InlineData("replay a.csv b.csv.gz --config c.json --window-seconds 20 --start 2026-05-01 --pace 2 --output -")]
    public void Parse_RightUsage_HasNoErrors(string arguments)
    {
        var parsed = EdgeTwinCommandLine.CreateRoot().Parse(arguments.Split(' '));

        Assert.Empty(parsed.Errors);
        Assert.IsNotType<ParseErrorAction>(parsed.Action);
    }

    [Fact]
    public async Task Version_AsJson_NamesProgramProfileRuntimeAndSystem()
    {
        var run = await CommandLineRun.OfAsync("version", "--json");

        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(["version", "profile", "runtime", "system"], json.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Contains(json.RootElement.GetProperty("profile").GetString(), new[] { "system", "nuget" });
    }

    [Theory]
    [InlineData("/var/lib/a", "/var/lib/b", "/var/lib/a")]
    [InlineData(null, "/var/lib/b", "/var/lib/b")]
    [InlineData(null, "/var/lib/b:/var/lib/c", "/var/lib/b")]
    [InlineData("", "", "state")]
    [InlineData(null, null, "state")]
    public void StateDirectory_IsTheOneAskedForElseSystemdsElseState(string? asked, string? prepared, string expected) =>
        Assert.Equal(Path.GetFullPath(expected), StateDirectory.Resolve(asked, prepared));

    private static IEnumerable<string> Leaves(Command command, string path) =>
        command.Subcommands.Count == 0 ? [path] : command.Subcommands.SelectMany(inner => Leaves(inner, $"{path} {inner.Name}".Trim()));
}
