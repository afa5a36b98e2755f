using System.Security.Cryptography;
using System.Text;
using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Documents;
using Landfall.Domain.Storage;
using Landfall.DuckDb;
using Landfall.Fakes;
using Landfall.Functions.Evaluate;
using Landfall.Functions.Evaluate.Activities;
using Landfall.Functions.Evaluate.Judging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Landfall.Functions.Tests.Evaluate;

/// <summary>Two thousand labelled rows, and models that know more or less about them.</summary>
internal sealed class JudgePlatform : IDisposable, IDocumentStore
{
    public const int Rows = 2000;

    private readonly string folder = Directory.CreateTempSubdirectory("landfall-judge-").FullName;
    private ModelPipeline pipeline = Pipeline("gates: [ { metric: auc, min: 0.60 }, { metric: auc, against: champion, nonInferiority: 0.005 } ]");

    private DataContract? contract;

    /// <summary>What the digest <c>before</c> names.</summary>
    public ModelPipeline? Before { get; set; }

    public ModelPipeline Now => pipeline;

    public JudgePlatform() => Directory.CreateDirectory(Work);

    public MemoryBlobStore Blobs { get; } = new();

    public string Work => Path.Combine(folder, "work");

    public void Evaluate(string yaml, string task = "binary", string more = "") => pipeline = Pipeline(yaml, task, more);

    /// <summary>The score of row i: the truth, blurred by noise of the given size.</summary>
    public static string Score(int row, double noise)
    {
        var blur = ((row * 7919L) % 1000 / 1000.0) - 0.5;
        return Math.Clamp(0.5 + (0.2 * (Truth(row) - 0.5)) + (noise * blur), 0, 1).ToString("0.0000");
    }

    public static int Truth(int row) => row % 3 == 0 ? 1 : 0;

    public static string Predictions(double noise, Func<int, string?>? line = null)
    {
        var text = new StringBuilder("row,label,score\n");
        for (var row = 0; row < Rows; row++)
            text.Append(line?.Invoke(row) ?? $"{row},{(string.CompareOrdinal(Score(row, noise), "0.5") >= 0 ? 1 : 0)},{Score(row, noise)}\n");
        return text.ToString();
    }

    /// <summary>A contract with these columns tagged as personal.</summary>
    public void Personal(params string[] columns) => contract = new(
        DocumentKinds.ApiVersion, DocumentKinds.DataContract, new("trips", "team-trips"),
        new([.. columns.Select(column => new ColumnSpec(column, ColumnType.String, Tags: ["personal"]))]));

    /// <param name="asked">The rows of behavioural checks beside the holdout, and what was said about them.</param>
    /// <param name="made">The documents that made the champion.</param>
    /// <param name="memory">What the agent wrote down of the candidate's memory; null for nothing.</param>
    public async Task<EvaluationResult> Judge(
        string candidate, string? champion = null, (string Rows, string Said)? asked = null, string? memory = null,
        IReadOnlyDictionary<string, string>? made = null)
    {
        var labels = await Labels();
        var holdout = asked is { } rows ? await Lay(Paths.HoldoutManifest("trips-1"), ("behaviour.csv", rows.Rows)) : "sha256:h";
        var split = new Split(
            "t", "sha256:t", 1, Paths.HoldoutManifest("trips-1").Name, holdout, Rows, Paths.HoldoutLabels("trips-1").Name, labels);
        var request = new JudgeRequest(
            Run, split, await Push("candidate-1", candidate, asked?.Said, memory), champion is null ? null : await Push("champion-1", champion),
            champion is null ? null : new("trips", 6, "sha256:c", "image", "sha256:s"), "sha256:m", made);
        return await new JudgeModelActivity(
            new PinnedDocuments(this), new Novelty(this), Blobs, new PredictionFiles(Blobs, new MemoryBlobFiles(Blobs)),
            new EvaluateOptions { WorkFolder = Work }, NullLogger<JudgeModelActivity>.Instance).Run(request, default);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    Task<IDocument?> IDocumentStore.GetAsync(string kind, string digest, CancellationToken cancellation) =>
        Task.FromResult<IDocument?>(
            kind == DocumentKinds.DataContract ? contract : digest == "gone" ? null : digest == "before" ? Before : pipeline);

    Task<string> IDocumentStore.PutAsync(IDocument document, CancellationToken cancellation) => throw new NotSupportedException();

    Task<StoredCurrent?> IDocumentStore.GetCurrentAsync(string kind, string name, CancellationToken cancellation) =>
        throw new NotSupportedException();

    Task<bool> IDocumentStore.SetCurrentAsync(
        string kind, string name, CurrentDocument current, string? expectedEtag, CancellationToken cancellation) =>
        throw new NotSupportedException();

    private Run Run => new(
        "trips-1", "trips", new("sha256:d", "march", "m", 1, 1), new("p", "e", "d", contract is null ? null : "c"), new("data"), 1,
        DateTimeOffset.UnixEpoch);

    private async Task<string> Labels()
    {
        var file = Path.Combine(folder, "labels.parquet");
        var scratch = Directory.CreateDirectory(Path.Combine(folder, Guid.NewGuid().ToString("N")));
        using (var bench = Workbench.Open(scratch.FullName, new(), default))
        {
            bench.Run(
                $"COPY (SELECT i AS row, CAST(i % 3 = 0 AS INTEGER) AS label, ['ABC', 'DEF'][1 + i % 2] AS origin, i % 100 AS delay "
                + $"FROM range({Rows}) t(i)) TO {Sql.Text(file)} (FORMAT parquet)", default);
        }

        var content = await File.ReadAllBytesAsync(file);
        await Blobs.Create(Paths.HoldoutLabels("trips-1"), content, "application/octet-stream", default);
        return ContentDigest.Of(content);
    }

    private async Task<JobOutput> Push(string role, string predictions, string? said = null, string? memory = null)
    {
        (string Name, string? Content)[] all = [("predictions.csv", predictions), ("behaviour.csv", said), ("memory.json", memory)];
        (string, string)[] files = [.. all.Where(file => file.Content is not null).Select(file => (file.Name, file.Content!))];
        var digest = await Lay(new(Containers.Outputs, $"trips-1/{role}/manifest.json"), files);
        return new($"trips-1/{role}/manifest.json", digest, files.Length, predictions.Length);
    }

    /// <returns>The digest of the manifest.</returns>
    private async Task<string> Lay(BlobPath path, params (string Name, string Content)[] files)
    {
        var entries = new List<FileEntry>();
        foreach (var (name, text) in files)
        {
            var content = Encoding.UTF8.GetBytes(text);
            entries.Add(new(name, content.Length, Convert.ToHexStringLower(SHA256.HashData(content))));
            await Blobs.Create(new(path.Container, RegistryLayout.FileBeside(path.Name, name)), content, "text/csv", default);
        }

        var manifest = new FileManifest(entries);
        await Blobs.CreateJson(path, manifest, default);
        return manifest.Digest;
    }

    private static ModelPipeline Pipeline(string evaluate, string task = "binary", string more = "")
    {
        var reading = DocumentReader.Read($$"""
            apiVersion: landfall.dev/v1
            kind: ModelPipeline
            metadata: { name: trips, owner: team-trips }
            spec:
              data: { container: trips, prefix: monthly/, complete: { marker: _SUCCESS } }
              label: { name: delayed, expr: "delay > 15" }
              train: { image: "registry.example.com/t@sha256:{{new string('0', 64)}}" }
              serve: { image: "registry.example.com/s@sha256:{{new string('0', 64)}}", route: trips }
              evaluate: { task: {{task}}, {{evaluate}} }
              {{more}}
            """);
        return reading.Document as ModelPipeline ?? throw new InvalidOperationException(string.Join("; ", reading.Problems));
    }
}
