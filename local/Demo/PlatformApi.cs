using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Azure.Storage.Blobs;
using Landfall.Contracts;
using Landfall.Local.Platform;
using Landfall.Storage;

namespace Landfall.Local.Demo;

/// <summary>What anybody outside the platform can do: apply documents, land files, look, decide. The demo does nothing else.</summary>
internal sealed class PlatformApi : IDisposable
{
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(100) };
    private readonly AddressBook addresses;
    private readonly BlobServiceClient account;

    public PlatformApi(AddressBook addresses)
    {
        this.addresses = addresses;
        account = StorageAccess.Open(addresses["storageConnection"]);
        http.DefaultRequestHeaders.Add("x-functions-key", addresses.Key);
    }

    public async Task Apply(string kind, string name, string file, CancellationToken cancel)
    {
        using var body = new StringContent(await File.ReadAllTextAsync(file, cancel), Encoding.UTF8, "application/yaml");
        using var answer = await http.PutAsync($"{addresses["console"]}/api/documents/{kind}/{name}", body, cancel);
        if (!answer.IsSuccessStatusCode)
        {
            throw new DemoException(
                $"{file} was not accepted ({(int)answer.StatusCode}): {await answer.Content.ReadAsStringAsync(cancel)}");
        }
    }

    /// <summary>Uploads a folder as anyone would; the marker last.</summary>
    public async Task Land(string container, string prefix, string folder, CancellationToken cancel)
    {
        var target = account.GetBlobContainerClient(container);
        await target.CreateIfNotExistsAsync(cancellationToken: cancel);
        foreach (var file in Directory.EnumerateFiles(folder).OrderBy(file => Path.GetFileName(file) == "_SUCCESS"))
            await target.GetBlobClient($"{prefix}/{Path.GetFileName(file)}").UploadAsync(file, overwrite: true, cancel);
    }

    public async Task<IReadOnlyList<RunStatus>> Runs(CancellationToken cancel) =>
        await http.GetFromJsonAsync<List<RunStatus>>($"{addresses["console"]}/api/runs", ContractsJson.Options, cancel) ?? [];

    public Task Approve(string approval, string outbox, string comment, CancellationToken cancel) =>
        Decide(approval, outbox, "approve", comment, cancel);

    /// <summary>Decides with the personal link that was sent, over the callback a machine would use.</summary>
    public async Task Decide(string approval, string outbox, string decision, string comment, CancellationToken cancel)
    {
        var message = Directory.Exists(outbox)
            ? Directory.EnumerateFiles(outbox, $"{approval}-*.json").Order(StringComparer.Ordinal).FirstOrDefault()
            : null;
        if (message is null)
            throw new DemoException($"nobody was asked: there is no message for {approval} in {outbox}");

        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(message, cancel));
        var link = new Uri(json.RootElement.GetProperty("link").GetString()!);
        var token = Uri.UnescapeDataString(link.Query[(link.Query.IndexOf("t=", StringComparison.Ordinal) + 2)..].Split('&')[0]);

        using var request = new HttpRequestMessage(
            HttpMethod.Post, $"{addresses["approve"]}/api/approvals/{approval}/personal-decisions")
        {
            Content = JsonContent.Create(new { decision, comment, key = $"demo-{approval}" }),
        };
        request.Headers.Authorization = new("Bearer", token);
        using var answer = await http.SendAsync(request, cancel);
        if (!answer.IsSuccessStatusCode)
        {
            throw new DemoException(
                $"the decision was not taken ({(int)answer.StatusCode}): {await answer.Content.ReadAsStringAsync(cancel)}");
        }
    }

    public void Dispose() => http.Dispose();
}
