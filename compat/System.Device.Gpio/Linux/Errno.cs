using System.Runtime.InteropServices;

namespace System.Device.Linux;

/// <summary>Turns an errno into the exception that System.Device.Gpio throws for it: an <see cref="IOException"/>, here with the errno in <see cref="Exception.HResult"/>.</summary>
internal static class Errno
{
    public const int Interrupted = 4;
    public const int InputOutput = 5;
    public const int Invalid = 22;
    public const int MessageTooLong = 90;

    /// <summary>The error of the last call on this thread.</summary>
    /// <param name="operation">What was being done, beginning with a small letter.</param>
    /// <param name="device">The device file, and the place behind it.</param>
    public static IOException Last(string operation, string device) => Of(Marshal.GetLastPInvokeError(), operation, device);

    public static IOException Of(int errno, string operation, string device, string explanation = "")
    {
        var text = explanation.Length > 0 ? explanation : Marshal.GetPInvokeErrorMessage(errno);
        return new IOException($"Error {errno} ({Name(errno)}) performing {operation} on {device}: {text}.", errno);
    }

    // Linux, asm-generic/errno-base.h and errno.h: what buses and their drivers return.
    private static string Name(int errno) => errno switch
    {
        1 => "EPERM",
        2 => "ENOENT",
        4 => "EINTR",
        5 => "EIO",
        6 => "ENXIO",
        9 => "EBADF",
        11 => "EAGAIN",
        12 => "ENOMEM",
        13 => "EACCES",
        14 => "EFAULT",
        16 => "EBUSY",
        19 => "ENODEV",
        20 => "ENOTDIR",
        21 => "EISDIR",
        22 => "EINVAL",
        24 => "EMFILE",
        25 => "ENOTTY",
        71 => "EPROTO",
        74 => "EBADMSG",
        75 => "EOVERFLOW",
        90 => "EMSGSIZE",
        95 => "EOPNOTSUPP",
        108 => "ESHUTDOWN",
        110 => "ETIMEDOUT",
        121 => "EREMOTEIO",
        _ => "errno",
    };
}
