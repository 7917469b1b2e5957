using System.Runtime.InteropServices;

namespace EdgeTwin.SensorDrivers.Buses;

/// <summary>A character device opened without waiting; .NET's own files would wait, or refuse a file that cannot seek.</summary>
internal sealed partial class LinuxKernelDevice : IKernelDevice
{
    private const int ReadOnlyNonBlockingCloseOnExec = 0x80800;
    private const int TryAgain = 11;
    private const int Interrupted = 4;

    private int _descriptor;

    public LinuxKernelDevice(string path)
    {
        _descriptor = Open(path, ReadOnlyNonBlockingCloseOnExec);
        if (_descriptor < 0)
            throw Failure("opening", path);
    }

    public unsafe int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_descriptor < 0, this);
        fixed (byte* first = buffer)
        {
            var read = Read(_descriptor, first, (nuint)buffer.Length);
            if (read >= 0)
                return (int)read;
        }

        return Marshal.GetLastPInvokeError() is TryAgain or Interrupted ? 0 : throw Failure("reading", "the device");
    }

    public void Dispose()
    {
        var descriptor = Interlocked.Exchange(ref _descriptor, -1);
        if (descriptor >= 0)
            _ = Close(descriptor);
    }

    private static IOException Failure(string doing, string what)
    {
        var errno = Marshal.GetLastPInvokeError();
        return new IOException($"Error {errno} {doing} {what}.", errno);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static unsafe partial nint Read(int descriptor, byte* buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
