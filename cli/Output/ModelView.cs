using System.Globalization;
using System.Text.Json;
using Landfall.Cli.Models;
using Landfall.Contracts;

namespace Landfall.Cli.Output;

/// <summary>Models and versions for people, pipes and programs.</summary>
internal static class ModelView
{
    public static void Models(CliHost host, IReadOnlyList<ModelRow> models, bool json)
    {
        if (json)
            host.Line(JsonSerializer.Serialize(models, ContractsJson.Options));
        else if (models.Count == 0)
            host.Line("No model is registered yet: a run registers one after its gates.");
        else
        {
            Rows.Write(host, ["model", "champion", "since", "#versions", "newest", "registered"], models.Select(model => (string[])
            [
                model.Model, model.Champion is { } number ? $"v{number}" : "none",
                model.ChampionSince is { } since ? $"{since:u}" : "", Count(model.Versions), $"v{model.Latest}", $"{model.LatestAt:u}",
            ]));
        }
    }

    public static void Versions(CliHost host, ModelBody model, bool json)
    {
        if (json)
        {
            host.Line(JsonSerializer.Serialize(model, ContractsJson.Options));
            return;
        }

        var now = model.Champion.LastOrDefault()?.To.Number;
        Rows.Write(host, ["version", "state", "registered", "run", "#files", "#bytes"], model.Versions.Reverse().Select(version => (string[])
        [
            $"v{version.Version.Number}", State(version.Version.Number), $"{version.CreatedAt:u}", version.RunId,
            Count(version.Files), Count(version.Bytes),
        ]));

        string State(int number) =>
            number == now ? "✓ champion"
            : model.Seals?.Any(seal => seal.Version.Number == number) == true ? "✕ sealed"
            : model.Champion.Any(entry => entry.To.Number == number) ? "was champion" : "";
    }

    public static void One(CliHost host, VersionBody body, bool json)
    {
        if (json)
        {
            host.Line(JsonSerializer.Serialize(body, ContractsJson.Options));
            return;
        }

        var (version, said) = (body.Version, body.Statement);
        var state = body.IsChampion ? "✓ champion" : body.Seal is null ? "" : "✕ sealed";
        host.Line($"{version.Version.Model} v{version.Version.Number}  {state}".TrimEnd());
        if (body.Seal is { } seal)
            host.Line(Rows.Safe($"Sealed {seal.At:u}: {seal.Reason}"));
        Pair(host, "registered", $"{version.CreatedAt:u} by {version.RunId}");
        Pair(host, "model", $"{version.Version.Digest}, {Count(version.Bytes)} bytes");
        Pair(host, "data", said.DatasetDigest);
        Pair(host, "trainer", said.TrainerImage);
        Pair(host, "server", said.ServerImage);
        foreach (var (kind, digest) in said.Documents)
            Pair(host, kind, digest);
        Pair(host, "signed by", version.KeyId);
        host.Line();
        Rows.Write(host, ["metric", "#value"], said.Metrics.Select(metric => (string[])[metric.Key, Number(metric.Value)]));
        Rows.Write(host, ["gate", "outcome", "why"], said.Gates.Select(
            gate => (string[])[gate.Gate, gate.Outcome.ToString().ToLowerInvariant(), gate.Explanation]));
        Rows.Write(host, ["file", "#bytes", "sha256"], body.Files.Select(
            file => (string[])[file.Name, Count(file.Size), file.Sha256]));
        host.Line($"Nothing of this was verified: landfall models verify {version.Version.Model}@{version.Version.Number}");
    }

    private static void Pair(CliHost host, string name, string value) => host.Line(Rows.Safe($"  {name,-12} {value}"));

    private static string Count(long count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
