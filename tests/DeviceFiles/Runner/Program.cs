using EdgeTwin.DeviceFiles.Runner;

// Runs the tests of this program and writes a line for each to the file that is named as the only argument.
if (args.Length != 1)
{
    Console.Error.WriteLine("usage: EdgeTwin.DeviceFiles RESULTS");
    return 2;
}

using var results = new StreamWriter(args[0]) { AutoFlush = true };
return TestRun.Execute(typeof(Program).Assembly, results) ? 0 : 1;
