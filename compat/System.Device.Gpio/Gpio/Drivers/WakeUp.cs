using System.Device.Linux;

namespace System.Device.Gpio.Drivers;

/// <summary>A descriptor that ends a poll from another thread (eventfd).</summary>
internal sealed unsafe class WakeUp : IDisposable
{
    private readonly DeviceFile _file;

    public WakeUp()
    {
        var descriptor = Libc.EventDescriptor(0, Libc.EventCloseOnExec);
        _file = descriptor >= 0 ? DeviceFile.Adopt(descriptor, "eventfd") : throw Errno.Last("open", "eventfd");
    }

    public int Descriptor => (int)_file.DangerousGetHandle();

    public void Set()
    {
        ulong one = 1;
        if (Libc.Write(Descriptor, &one, sizeof(ulong)) < 0)
            throw Errno.Last("wake-up", "eventfd");
    }

    public void Dispose() => _file.Dispose();
}
