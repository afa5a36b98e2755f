using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Landfall.Cli.Models;
using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Experiments;
using Landfall.Domain.Explanations;
using Landfall.Domain.Policies;
using Landfall.Domain.Records;
using Landfall.Domain.Serving;

namespace Landfall.Cli.Platform;

/// <summary>The platform's HTTP API: the routes stand here and nowhere else in this program.</summary>
/// <param name="token">An Entra token, for a platform where people sign in.</param>
internal sealed class PlatformClient(PlatformEndpoints endpoints, HttpMessageHandler handler, string? token = null) : IDisposable
{
    private readonly HttpClient _http = new(handler, disposeHandler: false) { Timeout = TimeSpan.FromSeconds(100) };

    /// <summary>GET api/runs: newest first.</summary>
    public async Task<IReadOnlyList<RunStatus>> ListRunsAsync(CancellationToken cancellation) =>
        await ReadAsync<RunStatus[]>("api/runs", cancellation);

    /// <summary>GET api/runs/{id}.</summary>
    public Task<RunStatus> GetRunAsync(string id, CancellationToken cancellation) =>
        ReadAsync<RunStatus>($"api/runs/{Part(id)}", cancellation);

    /// <summary>A run by its id, or the newest delivery of a pipeline.</summary>
    public async Task<RunStatus> FindRunAsync(string what, CancellationToken cancellation) =>
        Named(await ListRunsAsync(cancellation), what).FirstOrDefault() ?? await GetRunAsync(what, cancellation);

    /// <summary>The run of that id, or those of a pipeline, newest first. Experiments are named by their id alone.</summary>
    public static IEnumerable<RunStatus> Named(IReadOnlyList<RunStatus> runs, string what) =>
        runs.FirstOrDefault(run => run.Run.Id == what) is { } one
            ? [one] : runs.Where(run => run.Run.Pipeline == what && !Experiment.Is(run.Run));

    /// <summary>GET api/models.</summary>
    public async Task<IReadOnlyList<ModelRow>> ListModelsAsync(CancellationToken cancellation) =>
        await ReadAsync<ModelRow[]>("api/models", cancellation);

    /// <summary>GET api/models/{model}.</summary>
    public Task<ModelBody> GetModelAsync(string model, CancellationToken cancellation) =>
        ReadAsync<ModelBody>($"api/models/{Part(model)}", cancellation);

    /// <summary>GET api/models/{model}/versions/{number}.</summary>
    public Task<VersionBody> GetVersionAsync(ModelName version, CancellationToken cancellation) =>
        ReadAsync<VersionBody>($"api/models/{Part(version.Model)}/versions/{version.Number}", cancellation);

    /// <summary>GET api/models/{model}/versions/{number}/card: Markdown, or a page.</summary>
    public async Task<string> GetCardAsync(ModelName version, bool html, CancellationToken cancellation)
    {
        var path = $"api/models/{Part(version.Model)}/versions/{version.Number}/card{(html ? "?format=html" : "")}";
        using var answer = await ConsoleAsync(HttpMethod.Get, path, null, cancellation);
        return await answer.Content.ReadAsStringAsync(cancellation);
    }

    /// <summary>GET api/documents: what became of those in Git.</summary>
    public Task<SyncedDocuments> SyncedAsync(CancellationToken cancellation) => ReadAsync<SyncedDocuments>("api/documents", cancellation);

    /// <summary>POST api/models/{model}/versions/{number}/promote.</summary>
    public async Task PromoteAsync(ModelName version, string reason, string? by, CancellationToken cancellation) =>
        (await ConsoleAsync(
            HttpMethod.Post, $"api/models/{Part(version.Model)}/versions/{version.Number}/promote", Reason(reason, by), cancellation)).Dispose();

    /// <summary>GET api/models/{model}/agreement.</summary>
    public Task<Agreement> AgreementAsync(string model, CancellationToken cancellation) =>
        ReadAsync<Agreement>($"api/models/{Part(model)}/agreement", cancellation);

    /// <summary>GET api/pipelines/{name}/datasets: those of a range, in its order.</summary>
    /// <param name="version">Only those that landed while this version served.</param>
    /// <param name="every">Every content that a folder was closed with; else its newest.</param>
    public async Task<IReadOnlyList<DatasetRow>> ListDatasetsAsync(
        string pipeline, string? from, string? to, CancellationToken cancellation, int? version = null, bool every = false)
    {
        var query = Query(
            ("from", from), ("to", to), ("version", version?.ToString(CultureInfo.InvariantCulture)), ("every", every ? "true" : null));
        return await ReadAsync<DatasetRow[]>($"api/pipelines/{Part(pipeline)}/datasets{query}", cancellation);
    }

    /// <summary>POST api/pipelines/{name}/backfill.</summary>
    public async Task<BackfillAccepted> BackfillAsync(
        string pipeline, BackfillBody body, CancellationToken cancellation)
    {
        using var answer = await ConsoleAsync(
            HttpMethod.Post, $"api/pipelines/{Part(pipeline)}/backfill",
            JsonContent.Create(body, CliJson.Default.BackfillBody), cancellation);
        return JsonSerializer.Deserialize<BackfillAccepted>(
            await answer.Content.ReadAsStringAsync(cancellation), ContractsJson.Options) ?? throw new JsonException("the JSON value null");
    }

    /// <summary>POST api/pipelines/{name}/taint.</summary>
    /// <returns>The datasets that are marked now, or are not any more.</returns>
    public async Task<TaintAccepted> TaintAsync(string pipeline, TaintBody body, CancellationToken cancellation)
    {
        using var answer = await ConsoleAsync(
            HttpMethod.Post, $"api/pipelines/{Part(pipeline)}/taint", JsonContent.Create(body, CliJson.Default.TaintBody), cancellation);
        return JsonSerializer.Deserialize<TaintAccepted>(
            await answer.Content.ReadAsStringAsync(cancellation), ContractsJson.Options) ?? throw new JsonException("the JSON value null");
    }

    /// <summary>POST api/pipelines/{name}/experiments.</summary>
    public async Task<ExperimentStarted> ExperimentAsync(string pipeline, ExperimentBody body, CancellationToken cancellation)
    {
        using var answer = await ConsoleAsync(
            HttpMethod.Post, $"api/pipelines/{Part(pipeline)}/experiments",
            JsonContent.Create(body, CliJson.Default.ExperimentBody), cancellation);
        return JsonSerializer.Deserialize<ExperimentStarted>(
            await answer.Content.ReadAsStringAsync(cancellation), ContractsJson.Options) ?? throw new JsonException("the JSON value null");
    }

    /// <summary>POST api/runs/{id}/release or refuse.</summary>
    public async Task DecideDataAsync(string id, string action, ReleaseBody body, CancellationToken cancellation) =>
        (await ConsoleAsync(
            HttpMethod.Post, $"api/runs/{Part(id)}/{action}", JsonContent.Create(body, CliJson.Default.ReleaseBody), cancellation)).Dispose();

    /// <summary>The address of a run's page.</summary>
    public string RunPage(string id) => endpoints.RunPage(id);

    /// <exception cref="CliException">There is no such pipeline.</exception>
    public async Task RequirePipelineAsync(string name, CancellationToken cancellation) =>
        await GetDocumentAsync(DocumentKinds.ModelPipeline, name, cancellation);

    /// <summary>POST api/runs/{id}/cancel with a reason.</summary>
    public async Task CancelRunAsync(string id, string reason, string? by, CancellationToken cancellation) =>
        (await ConsoleAsync(HttpMethod.Post, $"api/runs/{Part(id)}/cancel", Reason(reason, by), cancellation)).Dispose();

    /// <summary>POST api/runs/{id}/rerun with a reason.</summary>
    public async Task RerunAsync(string id, string reason, string? by, CancellationToken cancellation) =>
        (await ConsoleAsync(HttpMethod.Post, $"api/runs/{Part(id)}/rerun", Reason(reason, by), cancellation)).Dispose();

    /// <summary>GET api/runs/{id}/rollout: what its rollout shows of itself; null when there is none.</summary>
    public async Task<RolloutSummary?> GetRolloutAsync(string id, CancellationToken cancellation)
    {
        using var answer = await ConsoleAsync(HttpMethod.Get, $"api/runs/{Part(id)}/rollout", null, cancellation);
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        return text.Length == 0 ? null : JsonSerializer.Deserialize<RolloutSummary>(text, ContractsJson.Options);
    }

    /// <summary>GET api/runs/{id}/record: its entries, in their order.</summary>
    public async Task<IReadOnlyList<RecordEntry>> GetRecordAsync(string id, CancellationToken cancellation) =>
        (await ReadAsync<RunRecord>($"api/runs/{Part(id)}/record", cancellation)).Entries;

    /// <summary>POST api/rollouts/{run}/control.</summary>
    public async Task ControlRolloutAsync(string run, RolloutCommand command, CancellationToken cancellation)
    {
        var body = new StringContent(
            JsonSerializer.Serialize(command, ContractsJson.Options), Encoding.UTF8, "application/json");
        (await ConsoleAsync(HttpMethod.Post, $"api/rollouts/{Part(run)}/control", body, cancellation)).Dispose();
    }

    /// <summary>PUT api/documents/{kind}/{name}: the effective document's canonical JSON becomes current.</summary>
    /// <returns>Its digest as it was stored: tags have become digests.</returns>
    public async Task<string> PutDocumentAsync(
        IDocument document, string? environment, string? by, CancellationToken cancellation)
    {
        var path = $"api/documents/{document.Kind}/{Part(document.Metadata.Name)}";
        var query = Query(("environment", environment), ("by", by));
        var body = new StringContent(DocumentDigest.CanonicalJson(document), Encoding.UTF8, "application/json");
        using var answer = await ConsoleAsync(HttpMethod.Put, path + query, body, cancellation);
        var current = JsonSerializer.Deserialize<CurrentDocument>(
            await answer.Content.ReadAsStringAsync(cancellation), ContractsJson.Options);
        return current?.Digest ?? throw new JsonException("the JSON value null");
    }

    /// <summary>GET api/documents/{kind}/{name}: the current document.</summary>
    public async Task<IDocument> GetDocumentAsync(string kind, string name, CancellationToken cancellation)
    {
        using var answer = await ConsoleAsync(HttpMethod.Get, $"api/documents/{kind}/{Part(name)}", null, cancellation);
        return DocumentReader.FromJson(kind, await answer.Content.ReadAsStringAsync(cancellation));
    }

    /// <summary>POST {approve}/api/approvals/{id}/decisions.</summary>
    public async Task DecideAsync(
        string id, string decision, string person, string comment, CancellationToken cancellation)
    {
        var body = JsonContent.Create(new DecisionBody(decision, person, comment), CliJson.Default.DecisionBody);
        (await ApproveAsync(HttpMethod.Post, $"api/approvals/{Part(id)}/decisions", body, cancellation)).Dispose();
    }

    /// <summary>GET {approve}/api/overrides/{run}: what stands of an emergency override.</summary>
    public async Task<OverrideView> GetOverrideAsync(string run, CancellationToken cancellation)
    {
        using var answer = await ApproveAsync(HttpMethod.Get, $"api/overrides/{Part(run)}", null, cancellation);
        return JsonSerializer.Deserialize<OverrideView>(
            await answer.Content.ReadAsStringAsync(cancellation), ContractsJson.Options) ?? throw new JsonException("the JSON value null");
    }

    /// <summary>POST {approve}/api/overrides/{run}.</summary>
    public async Task<OverrideReply> OverrideAsync(string run, OverrideBody body, CancellationToken cancellation)
    {
        using var answer = await ApproveAsync(
            HttpMethod.Post, $"api/overrides/{Part(run)}", JsonContent.Create(body, CliJson.Default.OverrideBody), cancellation);
        return JsonSerializer.Deserialize<OverrideReply>(
            await answer.Content.ReadAsStringAsync(cancellation), ContractsJson.Options) ?? throw new JsonException("the JSON value null");
    }

    /// <summary>GET api/runs/{id}/explanation.</summary>
    public Task<Explanation> ExplainRunAsync(string id, CancellationToken cancellation) =>
        ReadAsync<Explanation>($"api/runs/{Part(id)}/explanation", cancellation);

    /// <summary>GET api/models/{model}/explanation: why its champion serves.</summary>
    public Task<Explanation> ExplainModelAsync(string model, CancellationToken cancellation) =>
        ReadAsync<Explanation>($"api/models/{Part(model)}/explanation", cancellation);

    /// <summary>GET api/models/{model}/served: what served when.</summary>
    public Task<ServedHistory> ServedAsync(
        string model, DateTimeOffset? at, int? version, CancellationToken cancellation)
    {
        var query = at is { } time ? $"?at={Part(time.UtcDateTime.ToString("O"))}"
            : version is { } number ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"?version={number}") : "";
        return ReadAsync<ServedHistory>($"api/models/{Part(model)}/served{query}", cancellation);
    }

    /// <summary>GET api/models/{model}/watch: how its champion is doing.</summary>
    /// <exception cref="CliException">Nobody watches it.</exception>
    public Task<WatchStatus> WatchAsync(string model, CancellationToken cancellation) =>
        ReadAsync<WatchStatus>($"api/models/{Part(model)}/watch", cancellation);

    /// <summary>GET api/runs/{id}/record/export: the record with what verifies it.</summary>
    public Task<RecordFile> ExportRecordAsync(string id, CancellationToken cancellation) =>
        ReadAsync<RecordFile>($"api/runs/{Part(id)}/record/export", cancellation);

    /// <summary>POST api/policies/replay: what a policy would have said of past runs.</summary>
    public async Task<IReadOnlyList<ReplayedRun>> ReplayPolicyAsync(string policy, CancellationToken cancellation)
    {
        using var body = new StringContent(policy, Encoding.UTF8, "application/json");
        using var answer = await ConsoleAsync(HttpMethod.Post, "api/policies/replay", body, cancellation);
        return JsonSerializer.Deserialize<ReplayedRun[]>(await answer.Content.ReadAsStringAsync(cancellation), ContractsJson.Options)
            ?? throw new JsonException("the JSON value null");
    }

    /// <summary>The console's address, for links.</summary>
    public string ConsoleAddress => endpoints.Console.AbsoluteUri;

    public void Dispose() => _http.Dispose();

    private Task<HttpResponseMessage> ConsoleAsync(
        HttpMethod method, string path, HttpContent? body, CancellationToken cancellation) =>
        SendAsync(endpoints.Console, endpoints.Key, method, path, body, cancellation);

    private Task<HttpResponseMessage> ApproveAsync(
        HttpMethod method, string path, HttpContent? body, CancellationToken cancellation) =>
        SendAsync(endpoints.Approve ?? endpoints.Console, endpoints.ApproveKey ?? endpoints.Key, method, path, body, cancellation);

    private async Task<HttpResponseMessage> SendAsync(
        Uri address, string? key, HttpMethod method, string path, HttpContent? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, path)) { Content = body };
        if (key is not null)
            request.Headers.Add("x-functions-key", key);
        if (token is not null)
            request.Headers.Authorization = new("Bearer", token);
        var answer = await _http.SendAsync(request, cancellation);
        if (answer.IsSuccessStatusCode)
            return answer;
        using (answer)
            throw await RefusedAsync(request, answer, cancellation);
    }

    private static async Task<CliException> RefusedAsync(
        HttpRequestMessage request, HttpResponseMessage answer, CancellationToken cancellation)
    {
        var error = Error(await answer.Content.ReadAsStringAsync(cancellation));
        if (error?.Message is { } message)
            return new(message, error.Hint ?? "") { Code = error.Code };

        var what = $"{request.Method} {request.RequestUri!.AbsolutePath}";
        return answer.StatusCode switch
        {
            HttpStatusCode.NotFound => new($"The platform does not know {what}.",
                "Check the name; an older platform may not offer this command."),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new($"The platform refuses {what}.",
                "Check the key in .landfall/endpoints.json."),
            >= HttpStatusCode.InternalServerError => new($"The platform failed at {what} ({(int)answer.StatusCode}).",
                "Look at its log, then try again.", ExitCodes.Unreachable),
            _ => new($"The platform answered {what} with {(int)answer.StatusCode}.", ""),
        };
    }

    private static ErrorBody? Error(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, CliJson.Default.ErrorBody);
        }
        catch (JsonException)
        {
            // Not one of our answers, for example a proxy's page: the status alone is reported.
            return null;
        }
    }

    private async Task<T> ReadAsync<T>(string path, CancellationToken cancellation)
    {
        using var answer = await ConsoleAsync(HttpMethod.Get, path, null, cancellation);
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        return JsonSerializer.Deserialize<T>(text, ContractsJson.Options)
            ?? throw new JsonException("the JSON value null");
    }

    private static JsonContent Reason(string reason, string? by) =>
        JsonContent.Create(new ReasonBody(reason, by), CliJson.Default.ReasonBody);

    private static string Query(params (string Name, string? Value)[] pairs)
    {
        var given = pairs.Where(pair => pair.Value is not null).Select(pair => $"{pair.Name}={Part(pair.Value!)}").ToList();
        return given.Count == 0 ? "" : $"?{string.Join('&', given)}";
    }

    private static string Part(string text) => Uri.EscapeDataString(text);
}
