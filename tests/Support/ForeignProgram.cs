using System.Diagnostics;

namespace EdgeTwin.Tests.Support;

/// <summary>Runs programs that are not ours, to judge what we write.</summary>
internal static class ForeignProgram
{
    /// <summary>Runs one to its end and returns what it printed; fails with its errors when it did not succeed.</summary>
    public static async Task<string> RunAsync(string program, string[] arguments, string input, string folder)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} failed: {await errors}");
        return await output;
    }
}
