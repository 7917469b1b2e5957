namespace EdgeTwin.SensorDrivers.Tests.Discovery;

/// <summary>A driver that starts, delivers and tests itself as a test says.</summary>
internal sealed class ScriptedDriver(SensorDescription description, Func<SelfTestReport>? selfTest = null, int samplesAfterAsks = 0) : ISensorDriver, ISelfTest
{
    private int _asks;

    public int Stops { get; private set; }

    public SensorDescription Description => description;

    public void Start()
    {
    }

    public ReadOutcome Read(SampleBlock block)
    {
        if (samplesAfterAsks == 0 || ++_asks < samplesAfterAsks)
            return ReadOutcome.NotReady;
        block.SetSampleCount(1);
        return ReadOutcome.Ok;
    }

    public void Stop() => Stops++;

    public SelfTestReport SelfTest() => selfTest!();

    public void Dispose()
    {
    }
}
