using System.Diagnostics;
using System.Globalization;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Store;
using EdgeTwin.Sync;
using Microsoft.Data.Sqlite;

namespace EdgeTwin.EdgeAgent.Tests.Store;

public sealed class CrashTests : IDisposable
{
    private const int Kills = 12;

    private readonly string _folder = RepositoryFiles.TemporaryFolder("crash");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task KilledAtRandomPoints_KeepsEveryCommittedRecordOnceWithoutHoles()
    {
        var random = new Random(20260101);
        long? epoch = null;
        for (var kill = 0; kill < Kills; kill++)
        {
            var promised = await WriteAndKillAsync(seed: random.Next(), commits: random.Next(1, 60));
            AssertIntact();
            using var store = TwinStore.Open(_folder, new StoreConfiguration(), "gw-1", TimeProvider.System);
            Assert.Equal(epoch ??= store.Epoch, store.Epoch);
            Assert.Null(store.OpenReport.Problem);
            AssertWindows(store, promised.Windows);
            AssertAlarms(store, promised.Alarms);
            AssertOutbox(store, promised.Head);
        }
    }

    private static void AssertWindows(TwinStore store, long promised)
    {
        var starts = store.Reader.ReadWindows(0, int.MaxValue).Select(window => window.StartUtcNs).ToArray();
        Assert.True(starts.Length >= promised, $"{promised} windows were committed, {starts.Length} are there");
        for (var i = 0; i < starts.Length; i++)
            Assert.Equal(SampleWindows.FirstStartUtcNs + (i * SampleWindows.LengthNs), starts[i]);
    }

    private static void AssertAlarms(TwinStore store, long promised)
    {
        var ids = store.Reader.OpenAlarms().Select(alarm => alarm.Id).ToArray();
        Assert.True(ids.Length >= promised, $"{promised} alarms were committed, {ids.Length} are there");
        Assert.Equal(Enumerable.Range(1, ids.Length).Select(number => $"A-{number:D6}"), ids);
        Assert.Equal(ids.Length, store.Reader.AlarmHistory(int.MaxValue).Select(step => step.AlarmId).Distinct().Count());
    }

    private static void AssertOutbox(TwinStore store, long promised)
    {
        Assert.True(store.HeadSequence >= promised, $"{promised} was committed, the head is {store.HeadSequence}");
        var entries = store.Outbox.Read(0, int.MaxValue, int.MaxValue);
        Assert.Equal(store.HeadSequence, entries[^1].Sequence);
        Assert.InRange(entries[0].Sequence, 1, Math.Max(1, store.Outbox.Position("twin")) + 1);
        for (var i = 1; i < entries.Count; i++)
            Assert.Equal(entries[i - 1].Sequence + 1, entries[i].Sequence);
        var features = entries.Where(entry => entry.Type is RecordType.Features).Select(entry => entry.UtcNs).ToArray();
        Assert.Equal(features.Distinct(), features);
    }

    private void AssertIntact()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "twin.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        Assert.Equal("ok", command.ExecuteScalar());
    }

    private async Task<(long Windows, long Alarms, long Head)> WriteAndKillAsync(int seed, int commits)
    {
        using var writer = Process.Start(new ProcessStartInfo(
            Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet",
            [typeof(CrashWriter).Assembly.Location, CrashWriter.Command, _folder, seed.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = writer.StandardError.ReadToEndAsync();
        string? last = null;
        for (var commit = 0; commit < commits; commit++)
            last = await writer.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)) ?? last;
        writer.Kill();
        while (await writer.StandardOutput.ReadLineAsync() is { } line)
            last = line.Split(' ').Length == 3 && line == line.Trim() ? line : last;
        await writer.WaitForExitAsync();
        Assert.True(last is not null, await errors);
        var numbers = last!.Split(' ').Select(number => long.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return (numbers[0], numbers[1], numbers[2]);
    }
}
