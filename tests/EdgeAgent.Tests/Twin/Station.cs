using System.Text;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Decisions;
using EdgeTwin.EdgeAgent.Models;
using EdgeTwin.EdgeAgent.Store;
using EdgeTwin.EdgeAgent.Tests.Store;
using EdgeTwin.EdgeAgent.Twin;
using EdgeTwin.Sync;
using NSubstitute;

namespace EdgeTwin.EdgeAgent.Tests.Twin;

/// <summary>A store, an alarm book and a twin as the agent puts them together.</summary>
internal sealed class Station : IDisposable
{
    public static readonly RuleConfiguration Rule = new() { Id = "strain-high", Feature = "strain-1.strain/range", Above = 200 };

    public Station(string folder, TimeProvider time, Func<IReadOnlyList<RuleConfiguration>, IReadOnlyList<string>>? validate = null, RuleConfiguration? rule = null)
    {
        Store = TwinStore.Open(folder, new StoreConfiguration(), "gw-1", time);
        Book = new AlarmBook(new AlarmBookOptions
        {
            Rules = [rule ?? Rule],
            OpenAlarms = Store.Reader.OpenAlarms(),
            LastAlarmNumber = Store.Reader.LastAlarmNumber(),
        });
        Twin = new TwinState(new TwinStateOptions
        {
            Configuration = new StationConfiguration
            {
                Gateway = new GatewayConfiguration("owner", "gw-1"),
                Structure = new StructureConfiguration
                {
                    Id = "bridge",
                    Spans = [new SpanConfiguration { Id = "span-1", LengthM = 30, Members = [new MemberConfiguration("girder", "Girder", 0, 30)] }],
                },
                Sensors = [],
                Rules = [rule ?? Rule],
            },
            Definitions = SampleWindows.Definitions,
            Store = Store,
            Alarms = Book,
            ValidateRules = validate ?? (_ => []),
            UtcNowNs = () => SampleWindows.FirstStartUtcNs,
            Time = time,
        });
    }

    public TwinStore Store { get; }

    public AlarmBook Book { get; }

    public TwinState Twin { get; }

    public DesiredAnswer Apply(long version, string values) => Twin.ApplyDesired("rules", version, Encoding.UTF8.GetBytes(values));

    public void RaiseAlarm()
    {
        var frame = SampleWindows.Frame(0, strain: 300);
        var changes = Book.Evaluate(frame, null, Substitute.For<IBaselineExpectation>());
        Twin.ReportAlarms();
        Store.Append(new WindowResult(frame, null, changes));
    }

    public void Dispose()
    {
        Twin.Dispose();
        Store.Dispose();
    }
}
