using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace EdgeTwin.EdgeAgent.CommandLine;

/// <summary><c>edgetwin version</c>: what exactly runs here.</summary>
internal static class VersionCommand
{
    public const string PackageProfile =
#if EDGE_PACKAGES_NUGET
        "nuget";
#else
        "system";
#endif

    public static string ProgramVersion { get; } =
        typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public static Command Create()
    {
        var json = SharedOptions.Json();
        var command = new DocumentedCommand(
            "version",
            "Print the version, the package profile of the build, the runtime and the operating system.",
            "edgetwin version --json")
        {
            json,
        };
        command.SetAction(parsed => Print(parsed.GetValue(json), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Print(bool asJson, TextWriter output)
    {
        var system = $"{RuntimeInformation.OSDescription} {RuntimeInformation.ProcessArchitecture}".ToLowerInvariant();
        if (asJson)
        {
            output.WriteLine(new JsonObject
            {
                ["version"] = ProgramVersion,
                ["profile"] = PackageProfile,
                ["runtime"] = RuntimeInformation.FrameworkDescription,
                ["system"] = system,
            }.ToJsonString());
            return ExitCode.Ok;
        }

        output.WriteLine($"edgetwin {ProgramVersion}");
        output.WriteLine($"packages: {PackageProfile}");
        output.WriteLine($"runtime:  {RuntimeInformation.FrameworkDescription}");
        output.WriteLine($"system:   {system}");
        return ExitCode.Ok;
    }
}
