using System.CommandLine;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Hosting;

namespace EdgeTwin.EdgeAgent.CommandLine;

/// <summary><c>edgetwin run</c>: the station itself.</summary>
internal static class RunCommand
{
    private const double MaximumSpeed = 100_000;

    public static Command Create()
    {
        var config = SharedOptions.Config();
        var state = SharedOptions.State();
        var speed = SharedOptions.Number<double>(
            "--speed",
            "X",
            "Simulated seconds per real second (simulated stations only). What the machine cannot keep up with is reported.",
            number => number is > 0 and <= MaximumSpeed,
            $"write a number above 0 and up to {MaximumSpeed:0}; 1 is real time.");
        var page = new Option<string?>("--page")
        {
            Description = "Address and port of the page, for example 0.0.0.0:8480, or 'off'. Overrides the station file.",
            HelpName = "ADDRESS",
        };
        page.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && result.Tokens[0].Value is var address && address != "off" && !ListenAddress.TryParse(address, out _))
                result.AddError($"--page {address}: {ListenAddress.Advice}, or 'off'.");
        });
        var demo = new Option<bool>("--demo")
        {
            Description = "Run the built-in demo station: fast simulated time, a baseline that is learnt within minutes.",
        };
        var command = new DocumentedCommand(
            "run",
            "Run the station: measure, judge, store, sync, and serve the page, until stopped.",
            """
            edgetwin run                                        the simulated reference station, state in ./state
            edgetwin run --demo                                 the same, fast, with a short baseline
            edgetwin run --config /etc/edgetwin/station.json --state /var/lib/edgetwin
            """)
        {
            config, state, speed, page, demo,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(demo) && result.GetValue(config) is not null)
                result.AddError("--demo runs a station that is built in; leave out --config or --demo.");
        });
        command.SetAction((parsed, cancellationToken) => AgentRunner.RunAsync(
            new RunOptions
            {
                ConfigFile = parsed.GetValue(config),
                StateDirectory = StateDirectory.Resolve(parsed.GetValue(state)),
                Speed = parsed.GetValue(speed),
                Page = parsed.GetValue(page),
                Demo = parsed.GetValue(demo),
            },
            cancellationToken));
        return command;
    }
}
