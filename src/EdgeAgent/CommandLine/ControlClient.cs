using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeTwin.EdgeAgent.CommandLine;

/// <summary>
/// Talks to the running agent of a state directory: HTTP over its unix socket. The socket's file permissions decide who may.
/// An answer that is not a success carries <c>{"error": "a sentence"}</c>; 409 says that the station is not simulated.
/// </summary>
internal sealed class ControlClient : IDisposable
{
    private const int MaximumAnswerBytes = 1 << 20;
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);
    private readonly string _stateDirectory;
    private readonly TimeSpan _answerTimeout;
    private readonly HttpClient _http;

    /// <param name="stateDirectory">The agent's state directory.</param>
    /// <param name="answerTimeout">Longest wait for an answer; default 10 s.</param>
    public ControlClient(string stateDirectory, TimeSpan? answerTimeout = null)
    {
        _stateDirectory = stateDirectory;
        _answerTimeout = answerTimeout ?? AnswerTimeout;
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) => await ConnectAsync(cancellationToken),
            UseProxy = false,
        };
        _http = new HttpClient(handler)
        {
            BaseAddress = new Uri("http://edgetwin/"),
            Timeout = _answerTimeout,
            MaxResponseContentBufferSize = MaximumAnswerBytes,
        };
    }

    /// <summary>Whether an agent listens on the state directory.</summary>
    /// <exception cref="ControlException">There may be one, but this user may not ask it.</exception>
    public static async Task<bool> IsAgentThereAsync(string stateDirectory, CancellationToken cancellationToken)
    {
        var path = StateDirectory.ControlSocket(stateDirectory);
        if (!File.Exists(path))
            return false;
        using var client = new ControlClient(stateDirectory);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return true;
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AccessDenied)
        {
            throw new ControlException(client.Explain(error, path));
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <exception cref="ControlException">The agent could not be reached, or refused.</exception>
    public Task<JsonObject> GetAsync(string path, CancellationToken cancellationToken) =>
        AnswerAsync(() => _http.GetAsync(path, cancellationToken), cancellationToken);

    /// <exception cref="ControlException">The agent could not be reached, or refused.</exception>
    public Task<JsonObject> PostAsync(string path, JsonObject body, CancellationToken cancellationToken) =>
        AnswerAsync(() => _http.PostAsJsonAsync(path, body, cancellationToken), cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<NetworkStream> ConnectAsync(CancellationToken cancellationToken)
    {
        var path = StateDirectory.ControlSocket(_stateDirectory);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (ArgumentOutOfRangeException)
        {
            socket.Dispose();
            throw new ControlException($"The path of the control socket is too long for a unix socket: {path}. Use a shorter state directory.");
        }
        catch (SocketException error)
        {
            socket.Dispose();
            throw new ControlException(Explain(error, path));
        }
    }

    private string Explain(SocketException error, string path) => error.SocketErrorCode switch
    {
        SocketError.AccessDenied =>
            $"You may not use the control socket {path}. Run the command as the user of the service, for example: sudo -u edgetwin edgetwin …",
        SocketError.ConnectionRefused =>
            $"Nobody answers on {path}: the agent was stopped hard. Start it again with: edgetwin run --state {_stateDirectory}",
        _ when !File.Exists(path) =>
            $"No agent runs on the state directory {_stateDirectory} (there is no {StateDirectory.ControlSocketName}). "
            + "Start one with 'edgetwin run', or name its directory with --state.",
        _ => $"The control socket {path} could not be opened: {error.Message}.",
    };

    private async Task<JsonObject> AnswerAsync(Func<Task<HttpResponseMessage>> ask, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await ask();
            var body = await ReadObjectAsync(answer, cancellationToken);
            if (answer.IsSuccessStatusCode)
                return body;
            throw new ControlException(Refusal(answer, body));
        }
        catch (HttpRequestException error) when (error.InnerException is ControlException cause)
        {
            throw cause;
        }
        catch (HttpRequestException error)
        {
            throw new ControlException($"The agent on {_stateDirectory} broke off the conversation: {error.Message}");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ControlException($"The agent on {_stateDirectory} did not answer within {_answerTimeout.TotalSeconds:0} s.");
        }
    }

    private static async Task<JsonObject> ReadObjectAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        try
        {
            return text.Length == 0 ? [] : JsonNode.Parse(text) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static string Refusal(HttpResponseMessage answer, JsonObject body)
    {
        if (body["error"] is JsonValue said && said.TryGetValue<string>(out var sentence))
            return sentence;
        return answer.StatusCode == System.Net.HttpStatusCode.Conflict
            ? "This station measures a real bridge: there is nothing to simulate."
            : $"The agent refused ({(int)answer.StatusCode} {answer.ReasonPhrase}).";
    }
}

/// <summary>The running agent could not be asked, or said no. The message is for a person.</summary>
internal sealed class ControlException(string message) : IOException(message);
