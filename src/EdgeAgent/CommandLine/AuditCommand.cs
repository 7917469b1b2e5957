using System.CommandLine;
using System.Text.Json.Nodes;

namespace EdgeTwin.EdgeAgent.CommandLine;

/// <summary><c>edgetwin audit verify</c>: whether what was changed on this station, by whom and when, is still what was written down.</summary>
internal static class AuditCommand
{
    public static Command Create() => new("audit", "Check the record of what was changed on the station, by whom and when.") { Verify() };

    private static DocumentedCommand Verify()
    {
        var state = SharedOptions.State();
        var json = SharedOptions.Json();
        var command = new DocumentedCommand(
            "verify",
            "Check every entry of the audit chain against its hash and the one before. Exit code 1 when an entry was altered or removed.",
            """
            edgetwin audit verify
            edgetwin audit verify --state /var/lib/edgetwin --json
            """)
        {
            state, json,
        };
        command.SetAction(parsed => StoreCommand.Run(parsed, parsed.GetValue(state), (store, output) =>
        {
            var found = store.VerifyAudit();
            if (parsed.GetValue(json))
            {
                output.WriteLine(new JsonObject
                {
                    ["intact"] = found.Intact,
                    ["entries"] = found.Entries,
                    ["headHash"] = found.HeadHash,
                    ["firstBroken"] = found.FirstBroken,
                    ["message"] = found.Message,
                }.ToJsonString());
            }
            else if (found.Intact)
            {
                output.WriteLine($"{Terminal.Green("ok", output)}: {found.Message}");
                output.WriteLine("Compare that hash with the one the station reported upstream: a chain that was cut off at its end looks intact.");
            }

            if (found.Intact)
                return ExitCode.Ok;
            return parsed.GetValue(json) ? ExitCode.Failure : StoreCommand.Refuse(parsed, found.Message);
        }));
        return command;
    }
}
