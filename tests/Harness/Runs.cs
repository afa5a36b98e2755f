using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using Landfall.Contracts;
using Landfall.Local.Demo;
using Landfall.Storage;

namespace Landfall.Harness;

/// <summary>What anyone can do with pipelines: apply one, land data, decide, look. Over HTTP and storage, as from outside.</summary>
public sealed class Runs : IDisposable
{
    private readonly LandfallPlatform platform;
    private readonly PlatformApi api;
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(60) };

    internal Runs(LandfallPlatform platform)
    {
        this.platform = platform;
        api = new PlatformApi(platform.Addresses);
        http.DefaultRequestHeaders.Add("x-functions-key", platform.Addresses.Key);
        Storage = StorageAccess.Open(platform.Addresses["storageConnection"]);
    }

    /// <summary>The account, through the endpoint that raises events.</summary>
    public BlobServiceClient Storage { get; }

    private string Console => platform.Addresses["console"];

    /// <summary>Makes a document current; its problems are thrown when it is refused.</summary>
    public async Task Apply(string name, string yaml, string kind = "ModelPipeline")
    {
        var (status, words) = await TryApply(name, yaml, kind);
        if (status >= 300)
            throw Refusal(status, words, $"{kind} {name}");
    }

    /// <summary>Offers a document, and what is said to it.</summary>
    public async Task<(int Status, string Words)> TryApply(string name, string yaml, string kind = "ModelPipeline")
    {
        using var body = new StringContent(yaml, Encoding.UTF8, "application/yaml");
        using var answer = await http.PutAsync($"{Console}/api/documents/{kind}/{name}", body);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Uploads a toy dataset and then its marker: the folder <c>in/{dataset}/</c> of the pipeline's container.</summary>
    public Task Land(string pipeline, string dataset, int seed = 0) => Land(pipeline, dataset, Toys.Rows(seed));

    /// <summary>The same with rows of one's own, as CSV.</summary>
    public async Task Land(string pipeline, string dataset, string rows)
    {
        var container = Storage.GetBlobContainerClient(pipeline);
        await container.CreateIfNotExistsAsync();
        await Upload(container, $"in/{dataset}/rows.csv", rows);
        await Upload(container, $"in/{dataset}/_SUCCESS", "");
    }

    /// <summary>All runs that were ever started.</summary>
    public Task<IReadOnlyList<RunStatus>> All() => api.Runs(CancellationToken.None);

    /// <summary>All runs of a pipeline that were ever started.</summary>
    public async Task<IReadOnlyList<RunStatus>> Of(string pipeline) =>
        [.. (await All()).Where(run => run.Run.Pipeline == pipeline)];

    /// <summary>Waits until the run of this dataset is as wanted; a run that ends otherwise is an error at once.</summary>
    public async Task<RunStatus> Until(string pipeline, string dataset, string what, Func<RunStatus, bool> wanted)
    {
        RunStatus? last = null;
        return await InTime.Get(
            async () =>
            {
                last = (await TryOf(pipeline)).LastOrDefault(run => run.Run.Dataset.Name == $"in/{dataset}") ?? last;
                if (last is not null && wanted(last))
                    return last;
                return last?.Verdict is null
                    ? null
                    : throw new HarnessException($"the run of {pipeline} ended before: {what}\n{Tell(last)}\n{platform.Log()}");
            },
            $"the run of {pipeline} in/{dataset}: {what}", () => Task.FromResult($"{Tell(last)}\n{platform.Log()}"));
    }

    /// <summary>Waits until a step of the run has this state.</summary>
    public Task<RunStatus> Reaches(string pipeline, string dataset, string step, StepState state) =>
        Until(pipeline, dataset, $"{step} is {state}", run => run.Steps.Any(s => s.Name == step && s.State == state));

    /// <summary>Waits for the verdict, whatever it is.</summary>
    public Task<RunStatus> Ends(string pipeline, string dataset) =>
        Until(pipeline, dataset, "it has a verdict", run => run.Verdict is not null);

    /// <summary>Waits until people are asked, and says yes with the personal link that was sent.</summary>
    public async Task<RunStatus> Approve(string pipeline, string dataset)
    {
        var run = await Until(pipeline, dataset, "people are asked", run => run.ApprovalId is { } id && IsAsked(id));
        await api.Approve(run.ApprovalId!, platform.In("outbox"), "looks fine", CancellationToken.None);
        return run;
    }

    /// <summary>Says <c>approve</c> or <c>reject</c> with the personal link that was sent.</summary>
    public Task Decide(string approval, string decision) =>
        api.Decide(approval, platform.In("outbox"), decision, "as the story goes", CancellationToken.None);

    /// <summary>Asks for something to be done with a run: <c>cancel</c>, <c>release</c>, <c>refuse</c>, <c>rerun</c>.</summary>
    public async Task Ask(string run, string action)
    {
        using var answer = await http.PostAsJsonAsync(
            $"{Console}/api/runs/{run}/{action}", new { reason = "as the story goes", by = "ada" });
        if (!answer.IsSuccessStatusCode)
            throw Refusal((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), $"{action} of {run}");
    }

    /// <summary>Starts an experiment, once under a request; its run's id.</summary>
    public async Task<string> Try(string pipeline, string request, params string[] set)
    {
        using var answer = await http.PostAsJsonAsync($"{Console}/api/pipelines/{pipeline}/experiments", new { set, request, by = "ada" });
        var words = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(words)!["run"]!.GetValue<string>()
            : throw Refusal((int)answer.StatusCode, words, $"an experiment of {pipeline}");
    }

    /// <summary>Waits until the run of this id is as wanted; one that ends otherwise is an error at once.</summary>
    public async Task<RunStatus> UntilRun(string id, string what, Func<RunStatus, bool> wanted)
    {
        RunStatus? last = null;
        return await InTime.Get(
            async () =>
            {
                last = (await All()).FirstOrDefault(run => run.Run.Id == id) ?? last;
                if (last is not null && wanted(last))
                    return last;
                return last?.Verdict is null
                    ? null : throw new HarnessException($"the run {id} ended before: {what}\n{Tell(last)}\n{platform.Log()}");
            },
            $"the run {id}: {what}", () => Task.FromResult($"{Tell(last)}\n{platform.Log()}"));
    }

    /// <summary>Waits until a run of the pipeline is as wanted.</summary>
    public async Task<RunStatus> UntilNewest(string pipeline, string what, Func<RunStatus, bool> wanted)
    {
        IReadOnlyList<RunStatus> last = [];
        return await InTime.Get(
            async () => (last = await TryOf(pipeline)).FirstOrDefault(wanted),
            $"a run of {pipeline}: {what}", () => Task.FromResult($"{string.Join('\n', last.Select(Tell))}\n{platform.Log()}"));
    }

    /// <summary>Whether a message about this has been sent to anyone.</summary>
    public bool IsAsked(string about) =>
        Directory.Exists(platform.In("outbox")) && Directory.EnumerateFiles(platform.In("outbox"), $"{about}-*.json").Any();

    /// <summary>From landing to verdict, with a yes on the way.</summary>
    public async Task<RunStatus> Deliver(string pipeline, string dataset, int seed = 0)
    {
        await Land(pipeline, dataset, seed);
        await Approve(pipeline, dataset);
        return await Ends(pipeline, dataset);
    }

    /// <summary>Versions of a model and who has been champion: <c>{ versions[], champion { … } }</c>.</summary>
    public async Task<JsonNode> Model(string model) =>
        await http.GetFromJsonAsync<JsonNode>($"{Console}/api/models/{model}") ?? new JsonObject();

    /// <summary>The run's record.</summary>
    public async Task<JsonNode> Record(string run) =>
        await http.GetFromJsonAsync<JsonNode>($"{Console}/api/runs/{run}/record") ?? new JsonObject();

    /// <summary>A run in a few lines, for messages.</summary>
    public static string Tell(RunStatus? run) => run is null
        ? "no run has started"
        : $"{run.Run.Id}: {run.Verdict?.ToString() ?? "under way"} {run.Reason}\n"
            + string.Join('\n', run.Steps.Select(step => $"  {step.Name,-11} {step.State,-8} {step.Detail}"));

    public void Dispose()
    {
        api.Dispose();
        http.Dispose();
    }

    /// <summary>While an app is restarted it does not answer, or not in time: that is no news of the run.</summary>
    private async Task<IReadOnlyList<RunStatus>> TryOf(string pipeline)
    {
        try
        {
            return await Of(pipeline);
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException { InnerException: TimeoutException })
        {
            return [];
        }
    }

    private static HarnessException Refusal(int status, string words, string what) =>
        new($"{what}: {status} {words}") { IsRefusal = status is >= 400 and < 500 };

    private static async Task Upload(BlobContainerClient container, string name, string text) =>
        await container.GetBlobClient(name).UploadAsync(
            BinaryData.FromString(text), overwrite: true);
}
