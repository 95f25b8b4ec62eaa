using System.ClientModel;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;

namespace CodeAct.Robotics.Models.Served;

/// <summary>Says in words what went wrong with a served model, and what to do next.</summary>
sealed class ServedModelFailure(Uri endpoint, string name, string key)
{
    const int MostOfServerText = 300;
    static readonly TimeSpan ModelListLimit = TimeSpan.FromSeconds(5);

    /// <summary>Whether the connection broke off, as against a server that says something wrong.</summary>
    public static bool IsBrokenConnection(Exception e) =>
        e is IOException or HttpRequestException or SocketException || (e.InnerException is { } inner && IsBrokenConnection(inner));

    public ModelUnavailableException TooSlow(TimeSpan limit, bool begun, Exception inner) => new(
        begun
            ? $"The model server at {endpoint} stopped in the middle of a reply: nothing for {limit.TotalSeconds:0.#} s. Look at the server's log, or use a smaller model."
            : $"The model server at {endpoint} gave no first token within {limit.TotalSeconds:0.#} s. It may still be loading '{name}': look at its log, or use a smaller model.",
        inner);

    public ModelUnavailableException Nothing() => new(
        $"The model server at {endpoint} ended its reply before any text came. Look at the server's log; '{name}' may have crashed or run out of memory.");

    public async Task<ModelUnavailableException> ExplainAsync(Exception e, CancellationToken cancellation)
    {
        switch (e)
        {
            case ClientResultException { Status: 404 }:
                var models = await ModelsAsync(cancellation);
                return new($"The model server at {endpoint} has no model '{name}', or no chat at that address (404). {models}", e);
            case ClientResultException { Status: 401 or 403 } refused:
                return new($"The model server at {endpoint} refused the key ({refused.Status}). Set CODEACT_OPENAI_KEY to a valid one.", e);
            case ClientResultException { Status: > 0 } status:
                return new($"The model server at {endpoint} answered {status.Status}: {Short(status.Message)} {Advice(status.Status)}", e);
        }
        if (Find<SocketException>(e) is { } socket)
        {
            return socket.SocketErrorCode is SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData
                ? new($"There is no host '{endpoint.Host}'. Check the address in --model openai:{endpoint}#{name}.", e)
                : new($"No model server answers at {endpoint} ({socket.SocketErrorCode}). Start it (llama-server, ollama serve), or check host and port.", e);
        }
        if (IsBrokenConnection(e))
        {
            return new($"The connection to the model server at {endpoint} broke off before any text came. Look at the server's log.", e);
        }
        return new(
            $"The model server at {endpoint} sent what is no OpenAI-compatible reply: {Short(e.Message)} Check that the address ends in the server's /v1.", e);
    }

    static string Advice(int status) => status switch
    {
        400 or 413 or 422 => "The request didn't suit it: the conversation may be longer than its context.",
        429 => "It is busy: wait, or run fewer robots on it.",
        503 => "It may still be loading the model: wait and try again.",
        _ => "Look at the server's log.",
    };

    static T? Find<T>(Exception? e)
        where T : Exception => e is null or T ? (T?)e : Find<T>(e.InnerException);

    string Short(string text)
    {
        text = text.ReplaceLineEndings(" ").Replace(key, "***", StringComparison.Ordinal).Trim();
        text = text.Length > MostOfServerText ? text[..MostOfServerText] + "…" : text;
        return text.EndsWith('.') || text.EndsWith('…') ? text : text + ".";
    }

    /// <summary>What the server has, where it says so.</summary>
    async Task<string> ModelsAsync(CancellationToken cancellation)
    {
        try
        {
            using var http = new HttpClient { Timeout = ModelListLimit };
            using var request = new HttpRequestMessage(HttpMethod.Get, endpoint.AbsoluteUri.TrimEnd('/') + "/models");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            using var response = await http.SendAsync(request, cancellation);
            using var json = JsonDocument.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellation));
            var names = json.RootElement.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()).Take(20).ToList();
            return names.Count == 0 ? "It has no models: load one first." : $"It has: {string.Join(", ", names)}.";
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or KeyNotFoundException or InvalidOperationException or IOException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return "It doesn't list its models; check the name after # and that the address ends in /v1.";
        }
    }
}
