using EdgeTwin.EdgeAgent.CommandLine;
using EdgeTwin.EdgeAgent.Hosting;
using EdgeTwin.EdgeAgent.Models.Host;

if (args is [ModelHostProgram.Verb, ..])
    return ModelHostProgram.Run(args);
NativeMemory.ShareArenas();
return await EdgeTwinCommandLine.InvokeAsync(args, Console.Out, Console.Error);
