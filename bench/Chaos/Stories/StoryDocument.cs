namespace Landfall.Bench.Chaos.Stories;

/// <summary>The pipeline document of a story. Times are the hub's, which runs faster than ours.</summary>
internal static class StoryDocument
{
    public static string Of(PlannedRun run) => $$"""
        apiVersion: landfall.dev/v1
        kind: ModelPipeline
        metadata: { name: {{run.Pipeline}}, owner: team-chaos }
        spec:
          preset: fast
          data:
            container: {{run.Pipeline}}
            prefix: in/
            files: "*.csv"
            complete: { marker: _SUCCESS }
            window: { last: 2 }
          label: { name: high, expr: "y > 0" }
          validate:
            onFailure: ask
            quarantine: { expiresAfter: 20s, onExpiry: reject }
          train:
            image: "registry.local/{{Trainer(run.Story)}}:1"
            format: csv
            retry: { eviction: 10 }
          evaluate:
            gates:
              - { metric: auc, min: 0.60 }
          serve: { image: "registry.local/{{Server(run.Story)}}:1", route: {{run.Pipeline}}, readyWithin: 30m }
          approve: { when: always, quorum: 1, by: [ml-leads], notBy: [], remindAfter: 20d, expiresAfter: 30d }
          rollout:
            steps:
        {{Shadow(run.Story)}}
              - { weight: 10, for: 10s, minSamples: 5 }
              - { weight: 100, bake: 10s }
            judge:
              - {{Judge(run.Story)}}
            lookEvery: 4s
            lookAtMost: 8s
            onInconclusive: { extend: 20, then: rollback }
            onMissing: { hold: 1h, then: rollback }
          record: { git: { path: models/{{run.Pipeline}}.yaml } }
        """;

    private static string Trainer(Story story) => story == Story.BadTrainer ? "toy-trainer-exit" : "toy-trainer";

    private static string Server(Story story) => story == Story.HarmLive ? "toy-server-rot" : "toy-server";

    /// <summary>
    /// A server that is killed fails everybody until it is up again, which is rightly harm, and steps are short here. So failures are
    /// judged only where harm is the story; elsewhere a judge watches what no kill brings about.
    /// </summary>
    private static string Judge(Story story) => story == Story.HarmLive
        ? "{ name: errors, proportion: failed, margin: 0.5, limit: 0.5 }"
        : "{ name: slow, proportion: \"duration > 30s\", margin: 0.5, limit: 0.5 }";

    /// <summary>Harm in shadow would already end it, as a refusal.</summary>
    private static string Shadow(Story story) =>
        story == Story.HarmLive ? "" : "      - { shadow: 10s, minSamples: 20 }";
}
