using EdgeTwin.Sync.Sparkplug.Wire;
using Google.Protobuf;

namespace EdgeTwin.Sync.Sparkplug;

/// <summary>Builds Sparkplug B payloads (specification 3.0, chapter 6.4). Stateless.</summary>
internal static class PayloadEncoder
{
    public const string BirthDeathSequence = "bdSeq";
    public const string Rebirth = "Node Control/Rebirth";
    private const string QualityKey = "Quality";
    private const string UnitKey = "engUnit";
    private const uint QualityGood = 192;
    private const uint QualityBad = 0;
    private const long NanosecondsPerMillisecond = 1_000_000;

    /// <summary>Data types (specification 6.4.16).</summary>
    private enum DataType : uint
    {
        Int32 = 3,
        Int64 = 4,
        Double = 10,
        Boolean = 11,
        String = 12,
    }

    /// <summary>NDEATH: bdSeq and nothing else; no sequence number.</summary>
    public static byte[] Death(int birthDeathSequence, long nowMs) =>
        new Payload { Metrics = { BirthDeathMetric(birthDeathSequence, nowMs) } }.ToByteArray();

    /// <summary>NBIRTH: all node metrics, bdSeq and the rebirth control.</summary>
    public static byte[] NodeBirth(IEnumerable<AnnouncedMetric> metrics, int birthDeathSequence, bool compact, long nowMs)
    {
        var payload = new Payload { Timestamp = (ulong)nowMs, Seq = 0 };
        AddBirthMetrics(payload, metrics, compact);
        payload.Metrics.Add(BirthDeathMetric(birthDeathSequence, nowMs));
        payload.Metrics.Add(new Payload.Types.Metric { Name = Rebirth, Timestamp = (ulong)nowMs, Datatype = (uint)DataType.Boolean, BooleanValue = false });
        SortByTime(payload);
        return payload.ToByteArray();
    }

    /// <summary>DBIRTH: all metrics of one device.</summary>
    public static byte[] DeviceBirth(IEnumerable<AnnouncedMetric> metrics, byte sequence, bool compact, long nowMs)
    {
        var payload = new Payload { Timestamp = (ulong)nowMs, Seq = sequence };
        AddBirthMetrics(payload, metrics, compact);
        SortByTime(payload);
        return payload.ToByteArray();
    }

    /// <summary>DDEATH: a sequence number and no metric.</summary>
    public static byte[] DeviceDeath(byte sequence, long nowMs) =>
        new Payload { Timestamp = (ulong)nowMs, Seq = sequence }.ToByteArray();

    /// <summary>
    /// NDATA or DDATA. A value older than the last published one is marked historical even in a live message, so that a host
    /// never takes it for the present value. Quality goes along when it is bad or has changed.
    /// </summary>
    public static byte[] Data(IEnumerable<MetricUpdate> updates, byte sequence, bool historical, bool compact, long nowMs)
    {
        var payload = new Payload { Timestamp = (ulong)nowMs, Seq = sequence };
        foreach (var update in updates)
        {
            var old = historical || update.UtcNs < update.Metric.LastUtcNs;
            var metric = new Payload.Types.Metric { Timestamp = Milliseconds(update.UtcNs) };
            if (compact)
                metric.Alias = update.Metric.Alias;
            else
                (metric.Name, metric.Datatype) = (update.Metric.Name, (uint)TypeOf(update.Metric.ValueType));
            if (old)
                metric.IsHistorical = true;
            SetValue(metric, update.Metric.ValueType, update.Value);
            if (!update.Good || (!old && update.Good != update.Metric.LastGood))
                metric.Properties = Properties(string.Empty, update.Good);
            payload.Metrics.Add(metric);
        }

        SortByTime(payload);
        return payload.ToByteArray();
    }

    private static void AddBirthMetrics(Payload payload, IEnumerable<AnnouncedMetric> metrics, bool compact)
    {
        foreach (var announced in metrics)
        {
            var metric = new Payload.Types.Metric
            {
                Name = announced.Name,
                Timestamp = Milliseconds(announced.LastUtcNs),
                Datatype = (uint)TypeOf(announced.ValueType),
                Properties = Properties(announced.Unit, announced.LastGood),
            };
            if (compact)
                metric.Alias = announced.Alias;
            SetValue(metric, announced.ValueType, announced.LastValue);
            payload.Metrics.Add(metric);
        }
    }

    private static Payload.Types.Metric BirthDeathMetric(int birthDeathSequence, long nowMs) => new()
    {
        Name = BirthDeathSequence,
        Timestamp = (ulong)nowMs,
        Datatype = (uint)DataType.Int64,
        LongValue = (ulong)birthDeathSequence,
    };

    private static DataType TypeOf(Type type) =>
        type == typeof(double) ? DataType.Double
        : type == typeof(long) ? DataType.Int64
        : type == typeof(bool) ? DataType.Boolean
        : type == typeof(string) ? DataType.String
        : throw new ArgumentException($"A metric cannot be of type {type}: use double, long, bool or string.");

    /// <summary>NaN and infinities have no place in an engineering value: they are sent as "no value".</summary>
    private static void SetValue(Payload.Types.Metric metric, Type type, object? value)
    {
        switch (value)
        {
            case double number when type == typeof(double) && double.IsFinite(number):
                metric.DoubleValue = number;
                break;
            case long number when type == typeof(long):
                metric.LongValue = (ulong)number;
                break;
            case bool truth when type == typeof(bool):
                metric.BooleanValue = truth;
                break;
            case string text when type == typeof(string):
                metric.StringValue = text;
                break;
            default:
                metric.IsNull = true;
                break;
        }
    }

    private static Payload.Types.PropertySet Properties(string unit, bool good)
    {
        var set = new Payload.Types.PropertySet();
        set.Keys.Add(QualityKey);
        set.Values.Add(new Payload.Types.PropertyValue { Type = (uint)DataType.Int32, IntValue = good ? QualityGood : QualityBad });
        if (unit.Length > 0)
        {
            set.Keys.Add(UnitKey);
            set.Values.Add(new Payload.Types.PropertyValue { Type = (uint)DataType.String, StringValue = unit });
        }

        return set;
    }

    /// <summary>Metrics stand in time order inside a payload; equal times keep their order.</summary>
    private static void SortByTime(Payload payload)
    {
        var sorted = payload.Metrics.OrderBy(metric => metric.Timestamp).ToList();
        payload.Metrics.Clear();
        payload.Metrics.AddRange(sorted);
    }

    private static ulong Milliseconds(long utcNs) => (ulong)Math.Max(0, utcNs / NanosecondsPerMillisecond);
}
