using EdgeTwin.EdgeAgent.CommandLine;
using EdgeTwin.EdgeAgent.Hosting;

namespace EdgeTwin.EdgeAgent.Tests.Hosting;

public sealed class ControlSocketTests
{
    private readonly string _folder = RepositoryFiles.TemporaryFolder("socket");

    [Fact]
    public void Problem_PlaceIsFree_IsNoneAndLeavesNothingThere()
    {
        File.WriteAllText(StateDirectory.ControlSocket(_folder), "left by an earlier run");

        Assert.Equal("", ControlSocket.Problem(_folder));

        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void Problem_StateDirectoryIsAFile_SaysWhatIsLostAndWhatToDo()
    {
        var file = Path.Combine(_folder, "a-file");
        File.WriteAllText(file, "");

        var problem = ControlSocket.Problem(file);

        Assert.Contains("'edgetwin simulate' cannot reach this agent", problem, StringComparison.Ordinal);
        Assert.Contains("Make the state directory writable", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Problem_PathLongerThanASocketsNameMayBe_IsToldInsteadOfThrown() =>
        Assert.Contains("choose a shorter path", ControlSocket.Problem(Path.Combine(_folder, new string('d', 120))), StringComparison.Ordinal);
}
