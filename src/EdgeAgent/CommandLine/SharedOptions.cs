using System.CommandLine;

namespace EdgeTwin.EdgeAgent.CommandLine;

/// <summary>Options that several commands have.</summary>
internal static class SharedOptions
{
    public static Option<string?> State() => new("--state", "-s")
    {
        Description = "The station's state directory. Default: $STATE_DIRECTORY, else ./state.",
        HelpName = "DIR",
    };

    public static Option<bool> Json() => new("--json")
    {
        Description = "Print the answer as JSON, for programs.",
    };
}
