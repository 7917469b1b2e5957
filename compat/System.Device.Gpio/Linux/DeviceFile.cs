using System.Runtime.InteropServices;

namespace System.Device.Linux;

/// <summary>An open device file. A call that a signal interrupts is repeated. Closing waits for no call: the caller serialises.</summary>
internal sealed unsafe class DeviceFile : SafeHandle
{
    private DeviceFile(int descriptor, string path)
        : base(invalidHandleValue: -1, ownsHandle: true)
    {
        SetHandle(descriptor);
        Path = path;
    }

    public string Path { get; }

    public override bool IsInvalid => handle < 0;

    public static DeviceFile Open(string path)
    {
        var descriptor = Libc.Open(path, Libc.OpenReadWrite | Libc.OpenCloseOnExec);
        return descriptor >= 0 ? new DeviceFile(descriptor, path) : throw Errno.Last("open", path);
    }

    /// <summary>Takes over a descriptor that the kernel made, for example for requested GPIO lines.</summary>
    public static DeviceFile Adopt(int descriptor, string path) => new(descriptor, path);

    /// <summary>Calls ioctl.</summary>
    /// <returns>What the call returned, 0 or more.</returns>
    /// <exception cref="IOException">The call failed; names the operation and the device.</exception>
    public int Control(nuint request, void* argument, string operation, string? device = null)
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        var isHeld = false;
        try
        {
            DangerousAddRef(ref isHeld);
            int result;
            do
            {
                result = Libc.Ioctl((int)handle, request, argument);
            }
            while (result < 0 && Marshal.GetLastPInvokeError() == Errno.Interrupted);
            return result >= 0 ? result : throw Errno.Last(operation, device ?? Path);
        }
        finally
        {
            if (isHeld)
                DangerousRelease();
        }
    }

    protected override bool ReleaseHandle() => Libc.Close((int)handle) == 0;
}
