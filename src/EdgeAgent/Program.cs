using EdgeTwin.EdgeAgent.CommandLine;

return await EdgeTwinCommandLine.InvokeAsync(args, Console.Out, Console.Error);
