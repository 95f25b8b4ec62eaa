using System.Net.Http.Headers;
using System.Text.Json;

namespace CodeAct.Robotics.Models.Served;

/// <summary>Finds out, once, whether a server is llama.cpp's, which takes a grammar with a request. Others are sent none: they would refuse it or ignore it.</summary>
sealed class ServedGrammar(Uri endpoint, string key)
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    bool? _takes;

    /// <summary>Whether the server takes a grammar. A server that doesn't answer is asked again the next time.</summary>
    public async Task<bool> IsTakenAsync(CancellationToken cancellation)
    {
        if (_takes is { } known)
        {
            return known;
        }
        try
        {
            using var http = new HttpClient { Timeout = Limit };
            using var request = new HttpRequestMessage(HttpMethod.Get, endpoint.AbsoluteUri.TrimEnd('/') + "/models");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            using var response = await http.SendAsync(request, cancellation);
            var answer = await response.Content.ReadAsStringAsync(cancellation);
            // One that is still loading its model says so with an error: it is asked again.
            if (!response.IsSuccessStatusCode)
            {
                return false;
            }
            _takes = IsLlama(answer);
            return _takes.Value;
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }

    static bool IsLlama(string answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Array
                && data.EnumerateArray().Any(model => model.ValueKind == JsonValueKind.Object
                    && model.TryGetProperty("owned_by", out var owner) && owner.ValueKind == JsonValueKind.String && owner.ValueEquals("llamacpp"));
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
