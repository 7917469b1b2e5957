using EdgeTwin.EdgeAgent.CommandLine;
using EdgeTwin.EdgeAgent.Models.Host;

if (args is [ModelHostProgram.Verb, ..])
    return ModelHostProgram.Run(args);
return await EdgeTwinCommandLine.InvokeAsync(args, Console.Out, Console.Error);
