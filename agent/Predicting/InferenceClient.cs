using System.Net;
using System.Text;
using System.Text.Json;

namespace Landfall.Agent.Predicting;

/// <param name="Label">As text.</param>
internal sealed record Prediction(string Label, double Score);

/// <summary>Asks a server in the words of the Open Inference Protocol v2.</summary>
internal sealed class InferenceClient(HttpClient http, Uri server, string model, TimeProvider time)
{
    private const int Tries = 3;
    private static readonly TimeSpan OneRow = TimeSpan.FromSeconds(30);

    public async Task WaitUntilReady(TimeSpan atMost, CancellationToken cancel)
    {
        var until = time.GetUtcNow() + atMost;
        var last = "it did not listen";
        while (time.GetUtcNow() < until)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(server, "/v2/health/ready"), cancel);
                if (answer.IsSuccessStatusCode)
                    return;
                last = $"it answered {(int)answer.StatusCode}";
            }
            catch (HttpRequestException failure)
            {
                last = failure.Message;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), time, cancel);
        }

        throw new AgentFailure(
            ExitCode.Server, $"the server was not ready within {atMost.TotalSeconds:0} s: {last}. Expected 200 on GET /v2/health/ready");
    }

    public async Task<IReadOnlyList<Prediction>> Infer(string request, int rows, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (status, body) = await Post(request, cancel);
            if (status == HttpStatusCode.OK)
                return Read(body, rows);

            if (attempt == Tries || (int)status is >= 400 and < 500)
            {
                throw new AgentFailure(
                    ExitCode.Server, $"the server answered {(int)status} to {rows} rows: {body[..Math.Min(body.Length, 500)]}");
            }
        }
    }

    /// <summary>One row, one try.</summary>
    /// <returns>The prediction or, in fixed words, why there is none; and whether the server was lost over it.</returns>
    public async Task<(Prediction? Said, string Problem, bool IsLost)> AskOnce(string request, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(OneRow, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
        try
        {
            using var content = new StringContent(request, Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync(InferAddress, content, either.Token);
            var body = await answer.Content.ReadAsStringAsync(either.Token);
            return answer.IsSuccessStatusCode ? (Read(body, 1)[0], "", false) : (null, $"answered {(int)answer.StatusCode}", false);
        }
        catch (AgentFailure)
        {
            return (null, "answered no valid prediction", false);
        }
        catch (HttpRequestException)
        {
            return (null, "broke off", true);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (null, "did not answer in time", true);
        }
    }

    private Uri InferAddress => new(server, $"/v2/models/{Uri.EscapeDataString(model)}/infer");

    private async Task<(HttpStatusCode Status, string Body)> Post(string request, CancellationToken cancel)
    {
        try
        {
            using var content = new StringContent(request, Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync(InferAddress, content, cancel);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancel));
        }
        catch (HttpRequestException failure)
        {
            return (HttpStatusCode.BadGateway, failure.Message);
        }
    }

    private static IReadOnlyList<Prediction> Read(string body, int rows)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var outputs = json.RootElement.GetProperty("outputs").EnumerateArray()
                .ToDictionary(tensor => tensor.GetProperty("name").GetString()!, tensor => tensor.GetProperty("data"));
            var labels = outputs["label"].EnumerateArray().Select(label => label.ToString()).ToList();
            var scores = outputs["score"].EnumerateArray().Select(score => score.GetDouble()).ToList();
            if (labels.Count != rows || scores.Count != rows)
            {
                throw new AgentFailure(
                    ExitCode.Server, $"the server answered {labels.Count} labels and {scores.Count} scores for {rows} rows");
            }

            return [.. labels.Zip(scores, (label, score) => new Prediction(label, score))];
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new AgentFailure(
                ExitCode.Server,
                "the server's answer is no Open Inference Protocol v2 with the outputs 'label' and 'score': " + wrong.Message, wrong);
        }
    }
}
