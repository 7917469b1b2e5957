namespace EdgeTwin.Tests.Support;

/// <summary>Finds the repository and, beside it, the recordings of real structures.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot();

    /// <summary>Folder of the recordings, or <see langword="null"/> when it is not there. EDGETWIN_RECORDINGS overrides the place.</summary>
    public static string? Recordings { get; } = FindRecordings();

    public static string TemporaryFolder(string name)
    {
        var folder = Path.Combine(Path.GetTempPath(), "edgetwin-tests", $"{name}-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        return folder;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EdgeTwin.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("EdgeTwin.sln was not found above the tests.");
    }

    private static string? FindRecordings()
    {
        var named = Environment.GetEnvironmentVariable("EDGETWIN_RECORDINGS");
        var folder = string.IsNullOrEmpty(named) ? Path.Combine(Root, "..", "shared", "data") : named;
        return Directory.Exists(folder) ? Path.GetFullPath(folder) : null;
    }
}

/// <summary>A test that needs a recording of a real structure; skipped with the reason where the folder is absent.</summary>
internal sealed class RecordingFactAttribute : FactAttribute
{
    public RecordingFactAttribute()
    {
        if (RepositoryFiles.Recordings is null)
            Skip = "The folder of recordings is not beside the repository; set EDGETWIN_RECORDINGS to it.";
    }
}

/// <summary>The same for a test with cases.</summary>
internal sealed class RecordingTheoryAttribute : TheoryAttribute
{
    public RecordingTheoryAttribute()
    {
        Skip = new RecordingFactAttribute().Skip;
    }
}
