using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using EdgeTwin.EdgeAgent.Simulation;

namespace EdgeTwin.EdgeAgent.CommandLine;

/// <summary><c>edgetwin simulate</c>: changes the simulated bridge of a running agent.</summary>
internal static class SimulateCommand
{
    public static Command Create() => new(
        "simulate", "Damage the simulated bridge of a running agent, or break its simulated sensors, and see what the station says.")
    {
        Damage(),
        Fault(),
        Status(),
    };

    private static DocumentedCommand Damage()
    {
        var member = new Option<string?>("--member", "-m")
        {
            Description = "The member that loses stiffness, for example midspan.",
            HelpName = "ID",
        };
        var severity = SharedOptions.Number<double>(
            "--severity",
            "X",
            "Share of its bending stiffness that the member loses, above 0 and below 1. Default: 0.2.",
            share => share is > 0 and < 1,
            "write a number above 0 and below 1; 0.2 takes a fifth of the stiffness.");
        var clear = new Option<bool>("--clear") { Description = "Repair all damage." };
        var state = SharedOptions.State();
        var command = new DocumentedCommand(
            "damage",
            "Take bending stiffness from one member, or repair it.",
            """
            edgetwin simulate damage --member midspan --severity 0.2
            edgetwin simulate damage --clear
            """)
        {
            member, severity, clear, state,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(clear) == result.GetValue(member) is not null)
                result.AddError("Write either --member ID (and --severity), or --clear.");
        });
        command.SetAction((parsed, cancellationToken) => AskAsync(
            parsed,
            parsed.GetValue(state),
            (client, output) => parsed.GetValue(clear)
                ? ClearDamageAsync(client, output, cancellationToken)
                : SetDamageAsync(client, output, parsed.GetValue(member)!, parsed.GetValue(severity) ?? 0.2, cancellationToken)));
        return command;
    }

    private static async Task SetDamageAsync(
        ControlClient client, TextWriter output, string member, double severity, CancellationToken cancellationToken)
    {
        await client.PostAsync("control/damage", new JsonObject { ["member"] = member, ["severity"] = severity }, cancellationToken);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"The simulated member '{member}' has now lost {severity * 100:0.#} % of its bending stiffness."));
    }

    private static async Task ClearDamageAsync(ControlClient client, TextWriter output, CancellationToken cancellationToken)
    {
        await client.PostAsync("control/damage/clear", [], cancellationToken);
        await output.WriteLineAsync("The simulated bridge is whole again.");
    }

    private static DocumentedCommand Fault()
    {
        var sensor = new Option<string>("--sensor") { Description = "The sensor, for example acc-3.", HelpName = "ID", Required = true };
        var kind = new Option<string>("--kind", "-k")
        {
            Description = $"What is wrong with it: {string.Join(", ", SimulatedFaults.Names.Skip(1))}; 'none' repairs it.",
            HelpName = "KIND",
            Required = true,
        };
        kind.AcceptOnlyFromAmong([.. SimulatedFaults.Names]);
        var amount = SharedOptions.Number<double>(
            "--amount",
            "X",
            "How much of it: noise as a multiple of the data sheet's, slow-bus in ms, clock-error in ppm, overrun in samples. Default: a usual amount.",
            double.IsFinite,
            "write a number, for example 10.");
        var state = SharedOptions.State();
        var command = new DocumentedCommand(
            "fault",
            "Break a simulated chip: unplug it, let it answer garbage, freeze it, give it a wrong identity, …",
            """
            edgetwin simulate fault --sensor acc-3 --kind unplugged
            edgetwin simulate fault --sensor acc-3 --kind noise --amount 20
            edgetwin simulate fault --sensor acc-3 --kind none
            """)
        {
            sensor, kind, amount, state,
        };
        command.SetAction((parsed, cancellationToken) => AskAsync(
            parsed,
            parsed.GetValue(state),
            (client, output) => SetFaultAsync(
                client, output, parsed.GetRequiredValue(sensor), parsed.GetRequiredValue(kind), parsed.GetValue(amount), cancellationToken)));
        return command;
    }

    private static async Task SetFaultAsync(
        ControlClient client, TextWriter output, string sensor, string fault, double? amount, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["sensor"] = sensor, ["fault"] = fault };
        if (amount is { } number)
            body["amount"] = number;
        await client.PostAsync("control/fault", body, cancellationToken);
        await output.WriteLineAsync(fault == "none"
            ? $"The simulated sensor '{sensor}' works again."
            : $"The simulated sensor '{sensor}' is now {(SimulatedFaults.TryParse(fault, out var known) ? SimulatedFaults.Words(known) : fault)}.");
    }

    private static DocumentedCommand Status()
    {
        var state = SharedOptions.State();
        var json = SharedOptions.Json();
        var command = new DocumentedCommand(
            "status",
            "Print the state of the simulated bridge: time, speed, damage and faults.",
            "edgetwin simulate status --json")
        {
            state, json,
        };
        command.SetAction((parsed, cancellationToken) => AskAsync(
            parsed,
            parsed.GetValue(state),
            async (client, output) =>
            {
                var status = await client.GetAsync("control/status", cancellationToken);
                if (parsed.GetValue(json))
                    await output.WriteLineAsync(status.ToJsonString());
                else
                    SimulationStatusText.Write(status, output);
            }));
        return command;
    }

    private static async Task<int> AskAsync(ParseResult parsed, string? state, Func<ControlClient, TextWriter, Task> conversation)
    {
        using var client = new ControlClient(StateDirectory.Resolve(state));
        try
        {
            await conversation(client, parsed.InvocationConfiguration.Output);
            return ExitCode.Ok;
        }
        catch (ControlException refusal)
        {
            var error = parsed.InvocationConfiguration.Error;
            await error.WriteLineAsync($"{Terminal.Red("edgetwin:", error)} {refusal.Message}");
            return ExitCode.Failure;
        }
    }
}
