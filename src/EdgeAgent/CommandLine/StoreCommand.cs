using System.CommandLine;
using EdgeTwin.EdgeAgent.Store;
using Microsoft.Data.Sqlite;

namespace EdgeTwin.EdgeAgent.CommandLine;

/// <summary>Commands that read the store of a state directory themselves: beside a running agent, or when none runs.</summary>
internal static class StoreCommand
{
    /// <summary>Opens the store for reading only and hands it over; a store that cannot be read is a sentence and exit code 1.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="state">Value of <c>--state</c>.</param>
    /// <param name="read">Reads, prints and returns the exit code.</param>
    public static int Run(ParseResult parsed, string? state, Func<StoreReader, TextWriter, int> read)
    {
        var directory = StateDirectory.Resolve(state);
        try
        {
            using var store = StoreReader.OpenReadOnly(directory);
            return read(store, parsed.InvocationConfiguration.Output);
        }
        catch (IOException failure)
        {
            return Refuse(parsed, failure.Message);
        }
        catch (SqliteException failure)
        {
            return Refuse(
                parsed,
                $"The store in {directory} cannot be read: {failure.Message}. If an agent works with it, it finds the damage itself; otherwise start one, which sets the file aside and saves what it can.");
        }
    }

    /// <summary>Says why it did not work.</summary>
    public static int Refuse(ParseResult parsed, string reason)
    {
        var error = parsed.InvocationConfiguration.Error;
        error.WriteLine($"{Terminal.Red("edgetwin:", error)} {reason}");
        return ExitCode.Failure;
    }
}
