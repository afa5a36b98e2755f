using System.CommandLine;
using System.IO.Enumeration;
using Azure;
using Landfall.Cli.Platform;
using Landfall.Contracts.Documents;
using Landfall.Domain.Landing;
using Landfall.DuckDb.Tables;
using Landfall.Storage;

namespace Landfall.Cli.Data;

/// <summary>Where a command finds data: files here, or a dataset that landed.</summary>
internal sealed class DataSource
{
    private readonly CommonOptions common;

    public DataSource(CommonOptions common) => this.common = common;

    public Argument<string[]> Files { get; } = new("FILE")
    {
        Description = $"Files here, or folders of them: {FileForm.Known}.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public Option<string?> Pipeline { get; } = new("--pipeline")
    {
        Description = "Instead of files: a pipeline, whose landed dataset is read.",
        HelpName = "NAME",
    };

    public Option<string?> Dataset { get; } = new("--dataset")
    {
        Description = "With --pipeline: the dataset's folder below the prefix; otherwise the newest.",
        HelpName = "NAME",
    };

    /// <param name="folder">Where a landed dataset is downloaded to.</param>
    /// <exception cref="CliException">There is nothing to read.</exception>
    public async Task<IReadOnlyList<LandedFile>> Find(
        CliHost host, ParseResult parsed, string folder, CancellationToken cancellation)
    {
        var named = parsed.GetValue(Files) ?? [];
        if (parsed.GetValue(Pipeline) is not { } pipeline)
            return Here(host, named);
        return named.Length == 0
            ? await Landed(host, parsed, pipeline, folder, cancellation)
            : throw new CliException("Files and --pipeline were both given.", "Name files here, or a dataset that landed.");
    }

    public static IReadOnlyList<LandedFile> Here(CliHost host, IReadOnlyList<string> names)
    {
        var files = new List<LandedFile>();
        foreach (var name in names)
        {
            var path = Path.GetFullPath(name, host.Directory);
            if (Directory.Exists(path))
            {
                files.AddRange(Directory.EnumerateFiles(path).Order(StringComparer.Ordinal)
                    .Select(file => new LandedFile(Path.GetFileName(file), file)).Where(file => FileForm.Of(file) is not null));
            }
            else if (File.Exists(path))
            {
                files.Add(new(name, path));
            }
            else
            {
                throw new CliException($"{name} does not exist.", $"Paths are relative to {host.Directory}.");
            }
        }

        return files.Count > 0
            ? files
            : throw new CliException("There is no data to read.", $"Name files ({FileForm.Known}), a folder of them, or --pipeline NAME.");
    }

    private async Task<IReadOnlyList<LandedFile>> Landed(
        CliHost host, ParseResult parsed, string pipeline, string folder, CancellationToken cancellation)
    {
        var endpoints = PlatformEndpoints.Find(host, parsed.GetValue(common.Endpoints));
        using var client = new PlatformClient(endpoints, host.Http);
        var data = ((ModelPipeline)await client.GetDocumentAsync(DocumentKinds.ModelPipeline, pipeline, cancellation)).Spec.Data;
        var dataset = parsed.GetValue(Dataset) ?? await Newest(client, pipeline, cancellation);
        try
        {
            return await Download(endpoints, data, dataset, folder, cancellation);
        }
        catch (RequestFailedException failure)
        {
            throw new CliException($"The storage refused to show {data.Container}: {failure.Message.Split('\n')[0]}",
                "Reading it needs the role Storage Blob Data Reader on that container.", ExitCodes.Unreachable);
        }
    }

    private static async Task<string> Newest(PlatformClient client, string pipeline, CancellationToken cancellation) =>
        (await client.ListDatasetsAsync(pipeline, null, null, cancellation)).MaxBy(dataset => dataset.ClosedAt)?.Name
        ?? throw new CliException($"No dataset of {pipeline} was closed yet.", "Name its folder with --dataset, or land one: landfall land");

    private static async Task<IReadOnlyList<LandedFile>> Download(
        PlatformEndpoints endpoints, DataSpec data, string dataset, string folder, CancellationToken cancellation)
    {
        var setting = endpoints.StorageConnection ?? endpoints.Storage
            ?? throw new CliException("The endpoints file does not say where the storage is.",
                "Add \"storage\": \"https://ACCOUNT.blob.core.windows.net\".");
        var account = StorageAccess.Open(setting);
        var store = new AzureBlobFiles(account, TimeProvider.System);
        var files = new List<LandedFile>();
        await foreach (var blob in new AzureBlobStore(account).List(data.Container, $"{data.Prefix}{dataset}", cancellation))
        {
            var name = BackfillRange.Short(blob.Name, data.Prefix);
            if ((name != dataset && !name.StartsWith($"{dataset}/", StringComparison.Ordinal))
                || !FileSystemName.MatchesSimpleExpression(data.Files, Path.GetFileName(name), ignoreCase: false))
                continue;

            // The blob's name comes from outside: only the part that says what it is goes into the path.
            var path = Path.Combine(folder, $"{files.Count:D5}{FileForm.ExtensionOf(name)}");
            await store.Download(new(data.Container, blob.Name), blob.ETag, path, cancellation);
            files.Add(new(name, path));
        }

        return files.Count > 0
            ? files
            : throw new CliException($"{data.Container}/{data.Prefix}{dataset} holds no file that matches '{data.Files}'.",
                "List the datasets: landfall backfill PIPELINE --dry-run");
    }
}
