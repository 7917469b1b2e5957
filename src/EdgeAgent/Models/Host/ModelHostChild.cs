using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace EdgeTwin.EdgeAgent.Models.Host;

/// <summary>The agent's end of one child process. One request at a time; a request that is not answered in time ends the child.</summary>
internal sealed class ModelHostChild : IDisposable
{
    private const int HeapMegabytes = 48;
    private static readonly TimeSpan ExitTimeout = TimeSpan.FromSeconds(5);
    private static readonly string[] PassedOn = ["PATH", "HOME", "TMPDIR", "DOTNET_ROOT", "LD_LIBRARY_PATH"];

    private readonly Process _process;
    private readonly SemaphoreSlim _answered = new(0);
    private readonly Lock _gate = new();
    private (HostFrameKind Kind, int Sequence, byte[] Payload)? _answer;
    private string? _brokenBecause;
    private int _sequence;

    private ModelHostChild(Process process, Action<string> said)
    {
        _process = process;
        ProcessId = process.Id;
        process.ErrorDataReceived += (_, line) =>
        {
            if (!string.IsNullOrWhiteSpace(line.Data))
                said(line.Data);
        };
        process.BeginErrorReadLine();
        new Thread(ReadAnswers) { IsBackground = true, Name = "model host answers" }.Start();
    }

    public int ProcessId { get; }

    public bool HasExited => _process.HasExited;

    /// <summary>Resident memory; 0 when it cannot be read.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.HasExited ? 0 : _process.WorkingSet64;
        }
    }

    /// <exception cref="ModelHostException">The process cannot be started.</exception>
    public static ModelHostChild Start(ModelHostOptions options, Action<string> said)
    {
        var start = new ProcessStartInfo(options.Command[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in options.Command.Skip(1).Append(ModelHostProgram.Verb).Append(options.MemoryMegabytes.ToString(CultureInfo.InvariantCulture)))
            start.ArgumentList.Add(argument);
        start.Environment.Clear();
        foreach (var name in PassedOn)
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
                start.Environment[name] = value;
        }

        start.Environment["DOTNET_GCHeapHardLimit"] = (HeapMegabytes * 1024L * 1024).ToString("x", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        try
        {
            return new ModelHostChild(Process.Start(start)!, said);
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new ModelHostException($"the model host cannot be started: {exception.Message}", exception);
        }
    }

    /// <summary>Sends a request and waits for its answer.</summary>
    /// <exception cref="ModelHostException">Refused, too late, or the child is gone; after the last two it is no longer usable.</exception>
    public byte[] Request(HostFrameKind kind, ReadOnlySpan<byte> payload, TimeSpan timeout)
    {
        var sequence = ++_sequence;
        Send(kind, sequence, payload);
        if (!_answered.Wait(timeout))
            throw new ModelHostException($"no answer within {timeout.TotalSeconds:0.#} s", null);
        (HostFrameKind Kind, int Sequence, byte[] Payload)? answer;
        lock (_gate)
            (answer, _answer) = (_answer, null);
        if (answer is not { } frame)
            throw new ModelHostException(_brokenBecause ?? "the model host ended", null);
        if (frame.Sequence != sequence)
            throw new ModelHostException($"answer {frame.Sequence} to request {sequence}", null);
        return frame.Kind == HostFrameKind.Done
            ? frame.Payload
            : throw new ModelHostException(Encoding.UTF8.GetString(frame.Payload), null) { IsRefusal = true };
    }

    /// <summary>Kills the child; whoever waits for an answer learns of it.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            _brokenBecause ??= "the model host ended";
        }
    }

    /// <summary>Kills the child and waits until it is gone.</summary>
    public void Dispose()
    {
        Kill();
        _process.WaitForExit(ExitTimeout);
        _process.Dispose();
    }

    private void Send(HostFrameKind kind, int sequence, ReadOnlySpan<byte> payload)
    {
        try
        {
            HostFrame.Write(_process.StandardInput.BaseStream, kind, sequence, payload);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            throw new ModelHostException("the model host ended", exception);
        }
    }

    // Owns the child's standard output until it closes.
    private void ReadAnswers()
    {
        try
        {
            var stream = _process.StandardOutput.BaseStream;
            while (HostFrame.Read(stream) is { } frame)
            {
                lock (_gate)
                    _answer = frame;
                _answered.Release();
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or ObjectDisposedException or OperationCanceledException)
        {
            _brokenBecause = exception.Message;
        }

        // Wakes whoever waits now, and whoever asks a dead child later.
        _answered.Release(2);
    }
}

/// <summary>The model host did not do what it was asked.</summary>
internal sealed class ModelHostException(string message, Exception? inner) : Exception(message, inner)
{
    /// <summary>The host lives and answered "no"; otherwise it is dead or deaf and has to be replaced.</summary>
    public bool IsRefusal { get; init; }
}
