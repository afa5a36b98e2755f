using System.Security.Cryptography;
using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Documents;
using Landfall.Domain.Storage;
using Landfall.DuckDb;
using Landfall.Fakes;
using Landfall.Functions.Validate;
using Landfall.Functions.Validate.Activities;
using Landfall.Functions.Validate.Loading;
using Landfall.Functions.Validate.Splitting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Landfall.Functions.Tests.Validate;

/// <summary>The Validate app around storage in memory; datasets are made by DuckDB from a query.</summary>
internal sealed class ValidatePlatform : IDisposable, IDocumentStore
{
    public const string Rules = """
        apiVersion: landfall.dev/v1
        kind: DataContract
        metadata: { name: trips, owner: team-trips }
        spec:
          columns:
            - { name: day, type: date }
            - { name: delay, type: integer, min: -100, max: 1440 }
            - { name: distance, type: integer, min: 1 }
            - { name: origin, type: string, domain: [ABC, DEF, GHI] }
          rows: { min: 500 }
          rules:
            - { name: plausible, sql: "delay < 1000", action: drop, maxShare: 0.01 }
          freshness: { column: day, within: 40d }
        """;

    private const string Pipe = """
        apiVersion: landfall.dev/v1
        kind: ModelPipeline
        metadata: { name: trips, owner: team-trips }
        spec:
          data: { container: trips, prefix: monthly/, complete: { marker: _SUCCESS } }
          label: { name: delayed, expr: "delay > 15" }
          train: { image: "registry.example.com/t@sha256:0000000000000000000000000000000000000000000000000000000000000000" }
          serve: { image: "registry.example.com/s@sha256:0000000000000000000000000000000000000000000000000000000000000000", route: trips }
          validate: { contract: contract.yaml }
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("landfall-validate-").FullName;
    private readonly DataContract contract;

    public ValidatePlatform(string contract = Rules)
    {
        Pipeline = Read<ModelPipeline>(Pipe);
        this.contract = Read<DataContract>(contract);
    }

    public MemoryBlobStore Blobs { get; } = new();

    public ModelPipeline Pipeline { get; set; }

    public ValidateOptions Options { get; set; } = new();

    public string WorkFolder => Path.Combine(folder, "work");

    /// <summary>A thousand good rows of one month; every tenth is late, origins differ.</summary>
    public static string Good(int month, int rows = 1000, string more = "") => $"""
        SELECT DATE '2001-{month:D2}-01' + CAST(i % 28 AS INTEGER) AS day,
          CAST(CASE WHEN i % 10 < 3 THEN 20 + i % 50 ELSE i % 10 END AS INTEGER) AS delay,
          CAST(100 + (i * 7919) % 2000 AS INTEGER) AS distance,
          ['ABC', 'DEF', 'GHI'][1 + CAST((i * 31) % 3 AS INTEGER)] AS origin{more}
        FROM range({rows}) t(i)
        """;

    public async Task<Run> Land(string name, string query, int month, string form = "parquet") =>
        await Land(name, $"part-0.{form}", await File(query, form), month);

    /// <summary>The bytes of a file that DuckDB makes of a query.</summary>
    public async Task<byte[]> File(string query, string form = "parquet")
    {
        var file = Path.Combine(folder, $"{Guid.NewGuid():N}.{form}");
        var scratch = Directory.CreateDirectory(Path.Combine(folder, Guid.NewGuid().ToString("N")));
        var format = form switch { "jsonl" => "FORMAT json", "csv" => "FORMAT csv, HEADER", _ => "FORMAT parquet" };
        using (var bench = Workbench.Open(scratch.FullName, new(), default))
            bench.Run($"COPY ({query}) TO {Sql.Text(file)} ({format})", default);
        return await System.IO.File.ReadAllBytesAsync(file);
    }

    public Task<Run> Land(string name, string file, byte[] content, int month) => Land(name, month, (file, content));

    public async Task<Run> Land(string name, int month, params (string File, byte[] Content)[] files)
    {
        var landings = new List<Landing>();
        foreach (var (file, content) in files)
        {
            var blob = new BlobPath("trips", $"monthly/{name}/{file}");
            await Blobs.Create(blob, content, "application/octet-stream", default);
            var etag = (await Blobs.Read(blob, default))!.ETag;
            landings.Add(new(blob.Name, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)), etag));
        }

        var digest = new FileManifest([.. landings.Select(l => new FileEntry(l.Name, l.Size, l.Sha256))]).Digest;
        var closed = new DateTimeOffset(2001, month, 1, 6, 0, 0, TimeSpan.Zero).AddMonths(1);
        await Blobs.CreateJson(
            Paths.Dataset("trips", digest), new DatasetManifest("trips", name, digest, "trips", landings, closed), default);
        var dataset = new DatasetRef(digest, name, Paths.Dataset("trips", digest).Name, landings.Count, landings.Sum(l => l.Size));
        return new($"trips-{name}", "trips", dataset, new("p", "e", "d", "c"), new("data"), 1, closed);
    }

    public Task<ValidationResult> Validate(Run run, QuarantineRelease? release = null)
    {
        Directory.CreateDirectory(WorkFolder);
        var options = new ValidateOptions
        {
            WorkFolder = WorkFolder,
            MaxHoldoutRows = Options.MaxHoldoutRows,
            MaxDatasetMegabytes = Options.MaxDatasetMegabytes,
            MemoryMegabytes = Options.MemoryMegabytes,
        };
        var files = new MemoryBlobFiles(Blobs);
        var history = new DatasetHistory(Blobs);
        var validation = new Validation(new(files, options), history, new SplitUpload(Blobs, files), Blobs, options);
        return new ValidateDatasetActivity(
                new PinnedDocuments(this), Blobs, validation, history, options, NullLogger<ValidateDatasetActivity>.Instance)
            .Run(new(run, release), default);
    }

    public async Task<IReadOnlyList<IReadOnlyList<object?>>> Query(string container, string blob, string sql)
    {
        var file = Path.Combine(folder, $"{Guid.NewGuid():N}{Path.GetExtension(blob)}");
        await System.IO.File.WriteAllBytesAsync(file, (await Blobs.Read(new(container, blob), default))!.Content.ToArray());
        var scratch = Directory.CreateDirectory(Path.Combine(folder, Guid.NewGuid().ToString("N")));
        using var bench = Workbench.Open(scratch.FullName, new(), default);
        return bench.Rows(sql.Replace("FILE", Sql.Text(file), StringComparison.Ordinal), default);
    }

    public async Task<string> Text(string container, string blob) =>
        System.Text.Encoding.UTF8.GetString((await Blobs.Read(new(container, blob), default))!.Content.Span);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    Task<IDocument?> IDocumentStore.GetAsync(string kind, string digest, CancellationToken cancel) =>
        Task.FromResult<IDocument?>(kind == DocumentKinds.ModelPipeline ? Pipeline : contract);

    Task<string> IDocumentStore.PutAsync(IDocument document, CancellationToken cancellation) => throw new NotSupportedException();

    Task<StoredCurrent?> IDocumentStore.GetCurrentAsync(string kind, string name, CancellationToken cancellation) =>
        throw new NotSupportedException();

    Task<bool> IDocumentStore.SetCurrentAsync(
        string kind, string name, CurrentDocument current, string? expectedEtag, CancellationToken cancellation) =>
        throw new NotSupportedException();

    private static T Read<T>(string yaml)
        where T : class, IDocument
    {
        var reading = DocumentReader.Read(yaml);
        return reading.Document as T ?? throw new InvalidOperationException(string.Join("; ", reading.Problems));
    }
}
