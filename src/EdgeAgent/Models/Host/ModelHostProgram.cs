using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace EdgeTwin.EdgeAgent.Models.Host;

/// <summary>
/// The child process in which models run: <c>edgetwin model-host MEMORY_MEGABYTES</c>, started by <see cref="ModelHost"/> only. It reads
/// one request at a time from standard input and answers on standard output. Whatever goes wrong in a model ends here.
/// </summary>
internal static class ModelHostProgram
{
    /// <summary>The hidden command.</summary>
    public const string Verb = "model-host";

    private const int NiceLevel = 10;

    public static int Run(IReadOnlyList<string> arguments)
    {
        if (arguments.Count < 2 || arguments[0] != Verb
            || !int.TryParse(arguments[1], NumberStyles.None, CultureInfo.InvariantCulture, out var memoryMegabytes))
        {
            Console.Error.WriteLine($"'{Verb}' is started by the agent itself.");
            return 2;
        }

        // Ctrl-C and the service's stop reach the whole group; the host ends when the agent has done so.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => context.Cancel = true);
        using var answers = ModelHostNative.TakeStandardOutput();
        using var requests = Console.OpenStandardInput();
        ModelHostNative.DieWithParent();
        ModelHostNative.BeNice(NiceLevel);
        ModelHostNative.LimitMemoryGrowth(memoryMegabytes * 1024L * 1024);
        Serve(requests, answers);
        return 0;
    }

    private static void Serve(Stream requests, Stream answers)
    {
        OnnxSession? session = null;
        while (HostFrame.Read(requests) is { } request)
        {
            try
            {
                var answer = Answer(request.Kind, request.Payload, ref session);
                HostFrame.Write(answers, HostFrameKind.Done, request.Sequence, answer);
            }
#pragma warning disable CA1031 // A model may fail in any way; the agent is told, and decides.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                HostFrame.Write(answers, HostFrameKind.Failed, request.Sequence, Message(exception));
            }
        }

        session?.Dispose();
    }

    private static byte[] Answer(HostFrameKind kind, byte[] payload, ref OnnxSession? session)
    {
        switch (kind)
        {
            case HostFrameKind.Load:
                session?.Dispose();
                session = null;
                session = new OnnxSession(Encoding.UTF8.GetString(payload));
                return [];
            case HostFrameKind.Score:
                var (features, covariates) = HostPayload.ReadScoreRequest(payload);
                return session is null
                    ? throw new InvalidOperationException("no model is loaded")
                    : HostPayload.ScoreAnswer(session.Run(features, covariates));
            case HostFrameKind.Ping:
                return [];
            default:
                throw new InvalidDataException($"a frame of kind {(int)kind} is not a request");
        }
    }

    private static byte[] Message(Exception exception)
    {
        const int CharactersMax = 2000;
        var text = exception.Message;
        return Encoding.UTF8.GetBytes(text.Length > CharactersMax ? text[..CharactersMax] : text);
    }
}
