using System.Globalization;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Store;

namespace EdgeTwin.EdgeAgent.Tests.Store;

/// <summary>
/// The entry point of this assembly when the crash tests start it as a process of its own: writes windows, alarms and lane positions until it is killed,
/// and says after every commit what it was promised to be on the card.
/// </summary>
internal static class CrashWriter
{
    public const string Command = "write-until-killed";

    public static int Main(string[] arguments)
    {
        if (arguments is not [Command, var folder, var seed])
            return 64;
        using var store = TwinStore.Open(folder, new StoreConfiguration { CommitSeconds = 0 }, "gw-1", TimeProvider.System);
        store.RegisterLanes("twin");
        var random = new Random(int.Parse(seed, CultureInfo.InvariantCulture));
        var window = store.Reader.ReadWindows(0, int.MaxValue).Count();
        var alarm = store.Reader.LastAlarmNumber();
        while (true)
        {
            for (var batch = random.Next(1, 6); batch > 0; batch--)
                store.Append(SampleWindows.Result(window++));
            if (random.Next(3) == 0)
                store.Append(SampleWindows.Result(window++, SampleWindows.Raised($"A-{++alarm:D6}")));
            if (random.Next(4) == 0)
                store.Outbox.Advance("twin", Math.Max(0, store.HeadSequence - random.Next(100)));
            store.SaveState("health", window, System.Text.Encoding.UTF8.GetBytes($$"""{"windows":{{window}}}"""));
            store.Commit();
            Console.Out.WriteLine($"{window} {alarm} {store.HeadSequence}");
            Console.Out.Flush();
        }
    }
}
