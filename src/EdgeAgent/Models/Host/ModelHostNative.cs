using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EdgeTwin.EdgeAgent.Models.Host;

/// <summary>What the model host needs of the C library to be harmless.</summary>
internal static partial class ModelHostNative
{
    private const int StandardInput = 0;
    private const int StandardOutput = 1;
    private const int StandardError = 2;
    private const int ResourceData = 2;
    private const int ResourceCore = 4;
    private const short PollHangUp = 0x10;
    private const int PriorityOfProcess = 0;

    /// <summary>The real standard output; from now on, whatever anyone prints goes to standard error and cannot damage the frames.</summary>
    public static FileStream TakeStandardOutput()
    {
        var copy = Duplicate(StandardOutput);
        if (copy < 0 || Duplicate2(StandardError, StandardOutput) < 0)
            throw new IOException($"The model host cannot take its standard output (errno {Marshal.GetLastPInvokeError()}).");
        return new FileStream(new SafeFileHandle(copy, ownsHandle: true), FileAccess.Write, bufferSize: 0);
    }

    /// <summary>Lets the writable memory of this process grow by so much and no more; the kernel then refuses, and only this process suffers.</summary>
    public static void LimitMemoryGrowth(long bytes)
    {
        var limit = new ResourceLimit { Soft = (nuint)(WritableBytes() + bytes), Hard = (nuint)(WritableBytes() + bytes) };
        if (SetResourceLimit(ResourceData, limit) != 0)
            Console.Error.WriteLine($"The memory of the model host cannot be limited (errno {Marshal.GetLastPInvokeError()}).");
        // A crash of a model must not fill the card.
        SetResourceLimit(ResourceCore, default);
    }

    /// <summary>Measuring comes first.</summary>
    public static void BeNice(int level)
    {
        if (SetPriority(PriorityOfProcess, 0, level) != 0)
            Console.Error.WriteLine($"The priority of the model host cannot be lowered (errno {Marshal.GetLastPInvokeError()}).");
    }

    /// <summary>
    /// Ends this process as soon as the agent is gone, even while a model hangs in native code: a thread waits for the other end of
    /// standard input to close. (The kernel's parent-death signal would follow the thread that forked, not the process.)
    /// </summary>
    public static void DieWithParent()
    {
        new Thread(() =>
        {
            var standardInput = new PollDescriptor { FileDescriptor = StandardInput };
            while (Poll(ref standardInput, 1, -1) < 0 || (standardInput.Returned & PollHangUp) == 0)
            {
            }

            ExitNow(0);
        })
        { IsBackground = true, Name = "agent watch" }.Start();
    }

    private static long WritableBytes()
    {
        foreach (var line in File.ReadLines("/proc/self/status"))
        {
            if (line.StartsWith("VmData:", StringComparison.Ordinal) && long.TryParse(line.AsSpan(7, line.Length - 10), out var kibibytes))
                return kibibytes * 1024;
        }

        return 0;
    }

    [LibraryImport("libc", EntryPoint = "dup", SetLastError = true)]
    private static partial int Duplicate(int fileDescriptor);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static partial int Duplicate2(int fileDescriptor, int target);

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    private static partial int SetResourceLimit(int resource, in ResourceLimit limit);

    [LibraryImport("libc", EntryPoint = "setpriority", SetLastError = true)]
    private static partial int SetPriority(int which, int id, int priority);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollDescriptor descriptors, nuint count, int timeoutMilliseconds);

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void ExitNow(int status);

    private struct ResourceLimit
    {
        public nuint Soft;
        public nuint Hard;
    }

    private struct PollDescriptor
    {
        public int FileDescriptor;
        public short Events;
        public short Returned;
    }
}
