namespace EdgeTwin.SensorDrivers.Simulation;

/// <summary>The error that Linux's bus device files give, with the errno where <see cref="Buses.BusErrors"/> looks for it.</summary>
internal static class SimulatedBusError
{
    public static IOException Of(int errno, string doing) => new($"Error {errno} {doing}.", errno);
}
