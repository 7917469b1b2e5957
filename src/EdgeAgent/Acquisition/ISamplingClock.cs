namespace EdgeTwin.EdgeAgent.Acquisition;

/// <summary>The clock that sampling runs on: real time on hardware, discrete-event time in simulation.</summary>
internal interface ISamplingClock
{
    /// <summary>Monotonic and UTC time; timestamps count nanoseconds.</summary>
    TimeProvider Time { get; }

    /// <summary>Whether time passes by itself. Simulated time passes only while its one sampling thread waits.</summary>
    bool RunsByItself { get; }

    /// <summary>Blocks the calling sampling thread until the monotonic time is reached or cancellation is asked for.</summary>
    void WaitUntil(long monotonicNs, CancellationToken cancellationToken);
}
