using EdgeTwin.StructuralHealth.Filters;

namespace EdgeTwin.StructuralHealth.Events;

/// <summary>
/// Finds events in a stream of blocks of several channels: an event begins when enough channels are on at the same time and ends when too few have been on for
/// the hold time. What triggers again before the data of the next event could begin belongs to the same event, so that no sample belongs to two. The result does not depend on how the stream is cut. Owns its buffers, allocates nothing per block beyond the events themselves; not thread-safe.
/// </summary>
public sealed class EventTrigger
{
    private readonly EventTriggerOptions _options;
    private readonly SosFilter? _filter;
    private readonly ChannelTrigger[] _channels;
    private readonly long _hold;
    private readonly long _before;
    private readonly long _after;
    private double[] _filtered = [];
    private long _sample;
    private long _trigger = -1;
    private long _lastOn;
    private int _most;

    /// <summary>Prepares the trigger.</summary>
    /// <param name="channels">Channels, at least 1.</param>
    /// <param name="sampleRateHz">Samples per second.</param>
    /// <param name="options">When an event begins and ends.</param>
    /// <exception cref="ArgumentException">A parameter is out of range.</exception>
    public EventTrigger(int channels, double sampleRateHz, EventTriggerOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentNullException.ThrowIfNull(options);
        if (!(sampleRateHz > 0) || double.IsInfinity(sampleRateHz))
            throw new ArgumentException($"The sample rate is {sampleRateHz} Hz; it is a positive number.", nameof(sampleRateHz));
        options.Validate(channels);
        _options = options;
        _channels = [.. Enumerable.Range(0, channels).Select(_ => new ChannelTrigger(options, sampleRateHz))];
        if (options.Band is { } band)
            _filter = new SosFilter(IirDesign.Butterworth(4, band, sampleRateHz), channels, startsSettled: true);
        // With a level the channels themselves stay on for the hold time.
        _hold = options.Level is null ? (long)Math.Round(options.HoldSeconds * sampleRateHz) : Math.Min(1, (long)Math.Round(options.HoldSeconds * sampleRateHz));
        _before = (long)Math.Round(options.PreEventSeconds * sampleRateHz);
        _after = (long)Math.Round(options.PostEventSeconds * sampleRateHz);
    }

    /// <summary>Whether an event is going on.</summary>
    public bool IsTriggered => _trigger >= 0;

    /// <summary>Takes the next block.</summary>
    /// <param name="block">Samples as [channel][sample]; NaN is a missing sample.</param>
    /// <param name="events">Takes the events that ended within the block.</param>
    /// <exception cref="ArgumentException">The block does not hold whole channels.</exception>
    public void Process(ReadOnlySpan<double> block, ICollection<EventSpan> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (block.Length % _channels.Length != 0)
            throw new ArgumentException($"A block of {block.Length} values does not hold {_channels.Length} channels of one length.", nameof(block));
        var samples = block.Length / _channels.Length;
        var looked = Filtered(block);
        for (var index = 0; index < samples; index++)
        {
            var on = 0;
            for (var channel = 0; channel < _channels.Length; channel++)
            {
                _channels[channel].Next(looked[(channel * samples) + index]);
                on += _channels[channel].IsOn ? 1 : 0;
            }

            Step(on, events);
            _sample++;
        }
    }

    /// <summary>Ends the stream: an event that is going on ends with it.</summary>
    /// <param name="events">Takes that event.</param>
    public void Complete(ICollection<EventSpan> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (IsTriggered)
            End(events);
    }

    private ReadOnlySpan<double> Filtered(ReadOnlySpan<double> block)
    {
        if (_filter is null)
            return block;
        if (_filtered.Length < block.Length)
            _filtered = new double[block.Length];
        _filter.Process(block, _filtered.AsSpan(0, block.Length));
        return _filtered.AsSpan(0, block.Length);
    }

    private void Step(int on, ICollection<EventSpan> events)
    {
        if (on >= _options.MinimumChannels)
        {
            _trigger = IsTriggered ? _trigger : _sample;
            _lastOn = _sample;
            _most = Math.Max(_most, on);
        }
        else if (IsTriggered && _sample - _lastOn >= _hold + _after + _before)
        {
            End(events);
        }
    }

    private void End(ICollection<EventSpan> events)
    {
        var detrigger = Math.Min(_sample, _lastOn + _hold);
        events.Add(new EventSpan(Math.Max(0, _trigger - _before), _trigger, detrigger, Math.Min(_sample, detrigger + _after), _most));
        (_trigger, _most) = (-1, 0);
    }
}
