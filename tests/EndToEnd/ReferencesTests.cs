using System.Xml.Linq;

namespace EdgeTwin.EndToEnd;

/// <summary>References point one way, and the file sizes stay readable: kept by these tests, not by memory.</summary>
public sealed class ReferencesTests
{
    private const int LinesMax = 400;

    public static TheoryData<string, string[]> AllowedReferences => new()
    {
        { "SensorDrivers", ["System.Device.Gpio"] },
        { "StructuralHealth", [] },
        { "Sync", [] },
        { "EdgeAgent", ["SensorDrivers", "StructuralHealth", "Sync", "Microsoft.ML.OnnxRuntime"] },
    };

    [Theory]
    [MemberData(nameof(AllowedReferences))]
    public void ProjectReferences_OfEachProject_PointOneWay(string project, string[] allowed)
    {
        var folder = Path.Combine(RepositoryFiles.Root, "src", project);
        var referenced = Directory.GetFiles(folder, "*.csproj").Concat(Directory.GetFiles(folder, "*.targets", SearchOption.AllDirectories))
            .Where(IsSource)
            .SelectMany(file => XDocument.Load(file).Descendants("ProjectReference"))
            .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!))
            .ToList();
        Assert.All(referenced, name => Assert.Contains(name, allowed));
    }

    [Theory]
    [InlineData("SensorDrivers")]
    [InlineData("StructuralHealth")]
    [InlineData("Sync")]
    public void Libraries_OfTheStation_DoNotReferenceAspNet(string project)
    {
        var text = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "src", project, project + ".csproj"));
        Assert.DoesNotContain("Sdk.Web", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Microsoft.AspNetCore", text, StringComparison.Ordinal);
    }

    [Fact]
    public void SourceFiles_OfTheRepository_StayUnderTheLineLimit()
    {
        string[] folders = ["src", "compat", "tests", "bench"];
        var tooLong = folders
            .SelectMany(folder => Directory.GetFiles(Path.Combine(RepositoryFiles.Root, folder), "*", SearchOption.AllDirectories))
            .Where(file => Path.GetExtension(file) is ".cs" or ".ts" or ".tsx" or ".css" or ".proto" or ".sh" && IsSource(file))
            .Select(file => (File: file, Lines: File.ReadLines(file).Count()))
            .Where(entry => entry.Lines > LinesMax)
            .ToList();
        Assert.Empty(tooLong);
    }

    private static bool IsSource(string path) =>
        !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules" or "dist");
}
