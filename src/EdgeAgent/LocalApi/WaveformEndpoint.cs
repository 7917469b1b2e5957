using System.Globalization;

namespace EdgeTwin.EdgeAgent.LocalApi;

/// <summary>
/// GET /api/waveform?channels=acc-3.z,strain-2.strain&amp;seconds=10&amp;columns=600: the live waveform as a stream of records
/// (see <see cref="WaveformStream"/>), about twenty a second, from now until the client goes away. Seconds are station time.
/// </summary>
internal sealed class WaveformEndpoint(WaveformTap tap, TimeProvider time)
{
    public const int MaximumStreams = 8;
    public const int MaximumChannels = 8;
    public const int MinimumColumns = 60;
    public const int MaximumColumns = 4000;
    public const double MinimumSeconds = 0.5;
    public const double MaximumSeconds = 7200;
    public static readonly TimeSpan FrameInterval = TimeSpan.FromMilliseconds(50);
    public static readonly TimeSpan KeepAliveInterval = TimeSpan.FromSeconds(1);

    private int _streams;

    public async Task HandleAsync(HttpContext context)
    {
        if (Parse(context.Request.Query, out var request) is { } mistake)
        {
            await Answers.ProblemAsync(context, StatusCodes.Status400BadRequest, "The live view cannot be opened", mistake);
            return;
        }

        try
        {
            if (Interlocked.Increment(ref _streams) <= MaximumStreams)
                await StreamAsync(context, request);
            else
                await Answers.ProblemAsync(context, StatusCodes.Status503ServiceUnavailable, "Too many live views are open",
                    $"{MaximumStreams} live views are open on this station. Close one and try again.");
        }
        finally
        {
            Interlocked.Decrement(ref _streams);
        }
    }

    private string? Parse(IQueryCollection query, out Request request)
    {
        request = default;
        var names = query["channels"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (names.Length is 0 or > MaximumChannels)
            return $"Name 1 to {MaximumChannels} channels, separated by commas: ?channels=acc-1.z,strain-1.strain";
        var channels = Array.ConvertAll(names, tap.IndexOf);
        var unknown = Array.IndexOf(channels, -1);
        if (unknown >= 0)
            return $"There is no channel '{names[unknown]}' on this station; /api/snapshot lists them.";
        if (!TryNumber(query["seconds"], 10, out var seconds) || seconds is not (>= MinimumSeconds and <= MaximumSeconds))
            return $"'seconds' must be a number from {MinimumSeconds} to {MaximumSeconds}.";
        if (!TryNumber(query["columns"], 600, out var columns) || columns is not (>= MinimumColumns and <= MaximumColumns) || columns % 1 != 0)
            return $"'columns' must be a whole number from {MinimumColumns} to {MaximumColumns}.";
        request = new Request(channels, (int)columns, seconds * 1e9 / columns);
        return null;
    }

    private static bool TryNumber(string? text, double absent, out double value)
    {
        value = absent;
        return string.IsNullOrEmpty(text) || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    private async Task StreamAsync(HttpContext context, Request request)
    {
        var gone = context.RequestAborted;
        var body = context.Response.BodyWriter;
        context.Response.ContentType = "application/octet-stream";
        WaveformStream.WriteHeader(body, request.Channels.Length, request.Columns, request.ColumnNs);
        await body.FlushAsync(gone);

        var readers = Array.ConvertAll(request.Channels, channel => tap.Watch(channel, request.ColumnNs));
        try
        {
            using var frames = new PeriodicTimer(FrameInterval, time);
            var lastSent = time.GetTimestamp();
            while (await frames.WaitForNextTickAsync(gone))
            {
                var any = false;
                for (var i = 0; i < readers.Length; i++)
                {
                    if (!readers[i].Read())
                        continue;
                    WaveformStream.WriteRecord(body, i, readers[i]);
                    any = true;
                }

                if (!any && time.GetElapsedTime(lastSent) < KeepAliveInterval)
                    continue;
                if (!any)
                    WaveformStream.WriteKeepAlive(body);
                lastSent = time.GetTimestamp();
                if ((await body.FlushAsync(gone)).IsCompleted)
                    return;
            }
        }
        finally
        {
            foreach (var reader in readers)
                reader.Dispose();
        }
    }

    private readonly record struct Request(int[] Channels, int Columns, double ColumnNs);
}
