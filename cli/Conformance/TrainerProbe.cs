using System.Text.Json;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Training;

namespace Landfall.Cli.Conformance;

/// <summary>Runs a trainer as a pod would, and tells what it does against the contract.</summary>
/// <param name="directory">Where its program lies, and is run.</param>
internal sealed class TrainerProbe(
    IReadOnlyList<string> command, string directory, TinyDataset dataset, TimeSpan limit, Findings findings)
{
    /// <returns>The folder with its model; null when it made none that could serve.</returns>
    public async Task<string?> Run(string place, CancellationToken cancellation)
    {
        var root = Folder(place, "first", empty: false, cancellation);
        var before = Digest(Path.Combine(root, "in"));
        var end = await Train(root, cancellation);
        if (end.Code != 0)
        {
            findings.Fail("ends with 0", end.Code is { } code
                ? $"It ended with {code}; {end.Said}."
                : $"It did not end within {limit:c} on a tiny dataset; {end.Said}.");
            return null;
        }

        findings.Pass("ends with 0", $"It took {end.Took.TotalSeconds:0.0} s.");
        findings.Add("leaves its input", before == Digest(Path.Combine(root, "in")) ? null
            : "It changed something in in/: an input is what it was, for whoever runs it again.", "in/ is what it was.");
        StaysInside(root);
        Metrics(root);
        Progress(root);
        var model = Path.Combine(root, "out", "model");
        if (!Files(model))
            return null;

        await Again(place, Digest(model), cancellation);
        await WithoutRows(place, cancellation);
        return model;
    }

    private string Folder(string place, string name, bool empty, CancellationToken cancellation)
    {
        var root = Directory.CreateDirectory(Path.Combine(place, name)).FullName;
        Directory.CreateDirectory(Path.Combine(root, "out"));
        Directory.CreateDirectory(Path.Combine(place, $"{name}-tmp"));
        dataset.WriteTrainingPart(root, empty, cancellation);
        return root;
    }

    private async Task<ProgramEnd> Train(string root, CancellationToken cancellation)
    {
        var scratch = root + "-tmp";
        await using var run = ProgramRun.Start(command, directory, new Dictionary<string, string>
        {
            ["LANDFALL_ROOT"] = root,
            ["HOME"] = scratch,
            ["TMPDIR"] = scratch,
            ["PYTHONDONTWRITEBYTECODE"] = "1",
        });
        return await run.End(limit, cancellation);
    }

    /// <summary>Everything else of a pod's folders is read-only, or goes with the pod.</summary>
    private void StaysInside(string root)
    {
        var stray = Directory.EnumerateFileSystemEntries(root).Select(entry => Path.GetFileName(entry)!)
            .Where(entry => entry is not ("in" or "out")).ToList();
        findings.Add("writes to out/", stray.Count == 0 ? null : $"It wrote {stray[0]} beside in/ and out/: only out/ is kept.", "Only out/ was written.");
    }

    private bool Files(string model)
    {
        if (!Directory.Exists(model))
        {
            findings.Fail("model", "There is no folder out/model: what is to serve must be written there.");
            return false;
        }

        var entries = Directory.EnumerateFiles(model, "*", SearchOption.AllDirectories).Select(file => new FileInfo(file)).ToList();
        var links = entries.Where(file => file.LinkTarget is not null).ToList();
        var bad = entries.Select(file => FileEntry.ProblemWithName(Path.GetRelativePath(model, file.FullName))).OfType<string>().ToList();
        var bytes = entries.Where(file => file.LinkTarget is null).Sum(file => file.Length);
        findings.Add("model", entries.Count == 0 ? "out/model holds no file." : null, $"{entries.Count} files, {bytes:N0} bytes.");
        if (links.Count > 0)
            findings.Fail("no links", $"{Path.GetRelativePath(model, links[0].FullName)} is a link: links are left out, so the server would not find it. Write a copy.");
        if (bad.Count > 0)
            findings.Fail("file names", $"{bad[0]}.");
        return entries.Count > links.Count && bad.Count == 0;
    }

    private void Metrics(string root)
    {
        var file = Path.Combine(root, "out", "metrics.json");
        if (!File.Exists(file))
        {
            findings.Note("metrics.json", "It wrote none. They are shown beside the platform's own, and never decide.");
            return;
        }

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file));
            findings.Add("metrics.json", json.RootElement.ValueKind == JsonValueKind.Object ? null
                : "It is no JSON object; expected { \"auc\": 0.64 }.", "A JSON object.");
        }
        catch (JsonException wrong)
        {
            findings.Fail("metrics.json", $"It is no JSON: {wrong.Message}");
        }
    }

    private void Progress(string root)
    {
        var file = Path.Combine(root, "out", "progress");
        if (!File.Exists(file))
            findings.Note("progress", "It wrote none: the run's page cannot say how far it is. One line will do: 40 reading rows");
        else
            findings.Add("progress", ProgressLine.Last(File.ReadAllText(file)) is not null ? null
                : "It has no line with a percentage or a count; expected: 40 reading rows", "It says how far it is.");
    }

    private async Task Again(string place, string first, CancellationToken cancellation)
    {
        var root = Folder(place, "second", empty: false, cancellation);
        var end = await Train(root, cancellation);
        var model = Path.Combine(root, "out", "model");
        if (end.Code != 0 || !Directory.Exists(model))
            findings.Fail("again", $"A second run on the same data ended with {end.Code?.ToString() ?? "a time-out"}; {end.Said}.");
        else if (Digest(model) == first)
            findings.Pass("again", "The same data gave the same bytes.");
        else
            findings.Note("again", "The same data gave another model: set seeds and write no times, if a run is to be repeated.");
    }

    /// <summary>A model of nothing would be refused later, and nobody would know why.</summary>
    private async Task WithoutRows(string place, CancellationToken cancellation)
    {
        var end = await Train(Folder(place, "empty", empty: true, cancellation), cancellation);
        findings.Add("says no to no rows", end.Code is null ? $"It hung: {end.Said}."
            : end.Code == 0 ? "It ended with 0 on a training part without rows: end with another code and say why." : null,
            $"It ended with {end.Code}; {end.Said}.");
    }

    private static string Digest(string folder) => new FileManifest(
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => new FileInfo(file).LinkTarget is null)
            .Select(file => (Name: Path.GetRelativePath(folder, file), Bytes: File.ReadAllBytes(file)))
            .Select(file => new FileEntry(file.Name, file.Bytes.Length, ContentDigest.HexOf(file.Bytes))),
    ]).Digest;
}
