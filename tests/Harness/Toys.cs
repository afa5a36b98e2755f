using System.Globalization;
using System.Text;

namespace Landfall.Harness;

/// <summary>
/// A model that trains in no time, so that a run takes seconds: images for trainer and server, the pipeline document,
/// and data with a pattern in it.
/// </summary>
public sealed class Toys
{
    private readonly string folder;

    public Toys(string state)
    {
        folder = Directory.CreateDirectory(Path.Combine(state, "toys")).FullName;
        ImagesFile = Path.Combine(folder, "images.yaml");
        File.WriteAllText(ImagesFile, string.Concat([
            "images:\n",
            Image("toy-trainer", "trainer.mjs", ""), Image("toy-trainer-exit", "trainer.mjs", "exit"),
            Image("toy-trainer-empty", "trainer.mjs", "empty"), Image("toy-trainer-garbage", "trainer.mjs", "garbage"),
            Image("toy-server", "server.mjs", ""), Image("toy-server-mute", "server.mjs", "mute"),
            Image("toy-server-rot", "server.mjs", "rot"),
        ]));
    }

    public string ImagesFile { get; }

    /// <summary>The trainer of this pipeline will not end until <see cref="Release"/>.</summary>
    public void Hold(string pipeline) => File.WriteAllText(Path.Combine(folder, $"{pipeline}.hold"), "");

    public void Release(string pipeline) => File.Delete(Path.Combine(folder, $"{pipeline}.hold"));

    /// <summary>The process of each start of the pipeline's trainer, in order.</summary>
    public IReadOnlyList<int> Trainings(string pipeline)
    {
        var file = Path.Combine(folder, $"{pipeline}.trained");
        return File.Exists(file) ? [.. File.ReadAllLines(file).Select(line => int.Parse(line, CultureInfo.InvariantCulture))] : [];
    }

    /// <summary>A whole pipeline with short steps; the container has its name, a dataset is a folder below <c>in/</c>.</summary>
    /// <param name="bake">How long the candidate is watched with all traffic.</param>
    /// <param name="ready">How long its server may take until it is ready.</param>
    public static string Pipeline(
        string name, string trainer = "toy-trainer", string server = "toy-server", string bake = "3s",
        string ready = "2m") => $$"""
        apiVersion: landfall.dev/v1
        kind: ModelPipeline
        metadata: { name: {{name}}, owner: team-toys }
        spec:
          preset: fast
          data: { container: {{name}}, prefix: in/, files: "*.csv", complete: { marker: _SUCCESS } }
          label: { name: high, expr: "y > 0" }
          train: { image: "registry.local/{{trainer}}:1", format: csv }
          serve: { image: "registry.local/{{server}}:1", route: {{name}}, readyWithin: {{ready}} }
          approve: { when: always, quorum: 1, by: [ml-leads], notBy: [] }
          rollout:
            steps:
              - { shadow: 3s, minSamples: 20 }
              - { weight: 10, for: 3s, minSamples: 5 }
              - { weight: 100, bake: {{bake}} }
            judge:
              - { name: errors, proportion: failed, margin: 0.02 }
            lookEvery: 1s
            onInconclusive: { extend: 20, then: rollback }
            onMissing: { hold: 1m, then: rollback }
        """;

    /// <summary>600 rows as CSV: y follows x in nine rows of ten. Another seed is other data of the same kind.</summary>
    public static string Rows(int seed)
    {
        var csv = new StringBuilder("x,kind,y\n");
        for (var row = 0; row < 600; row++)
        {
            var x = (row * 7 + seed) % 600 / 600.0;
            var high = x > 0.5 != (row % 10 == seed % 10);
            csv.Append(CultureInfo.InvariantCulture, $"{x:0.0000},{(row % 3 == 0 ? "a" : "b")},{(high ? 1 : 0)}\n");
        }

        return csv.ToString();
    }

    private string Image(string name, string script, string mode) => $$"""
          registry.local/{{name}}:
            command: [node, {{Path.Combine(Programs.Toys, script)}}]
            files: [{{Path.Combine(Programs.Toys, script)}}]
            env: { TOY_FOLDER: "{{folder}}", TOY_MODE: "{{mode}}" }

        """;
}
