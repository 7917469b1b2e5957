using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Features;

/// <summary>The newest value and status of every channel. The signal path writes, anyone reads; a reader may see one channel older than another.</summary>
internal sealed class LiveReadings(int channelCount)
{
    private readonly float[] _values = CreateMissing(channelCount);
    private readonly int[] _status = new int[channelCount];

    public double Value(int channelIndex) => Volatile.Read(ref _values[channelIndex]);

    public ChannelStatus Status(int channelIndex) => (ChannelStatus)Volatile.Read(ref _status[channelIndex]);

    public void Take(SampleBlock block, ReadOnlySpan<StationChannel> channels)
    {
        if (block.SampleCount == 0)
            return;
        foreach (var channel in channels)
        {
            var (factor, offset) = channel.Calibration;
            var newest = block.Channel(channel.Row)[^1];
            Volatile.Write(ref _values[channel.Index], (float)((newest - offset) * factor));
            Volatile.Write(ref _status[channel.Index], (int)block.Status[channel.Row]);
        }
    }

    private static float[] CreateMissing(int count)
    {
        var values = new float[count];
        Array.Fill(values, float.NaN);
        return values;
    }
}
