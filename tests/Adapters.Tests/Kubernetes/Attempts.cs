using Landfall.Contracts;

namespace Landfall.Adapters.Tests.Kubernetes;

/// <summary>Attempts for tests.</summary>
internal static class Attempts
{
    public const string Digest = "sha256:0000000000000000000000000000000000000000000000000000000000000000";

    public static JobAttempt Of(
        string role = "train", int number = 1, int memoryFactor = 1, TimeSpan? deadline = null, ModelRef? model = null)
    {
        var run = new Run(
            "flights-0123456789ab", "flights", new(Digest, "2024-01", "datasets/x.json", 1, 1), new(Digest, Digest, Digest),
            new("data"), 1, DateTimeOffset.UnixEpoch);
        var split = new Split("run/manifest.json", Digest, 10, "run/manifest.json", Digest, 5, "run/labels.parquet", Digest);
        var plan = new JobPlan(
            deadline ?? TimeSpan.FromMinutes(10), 2, 1, TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(30));
        var kind = role == "train" ? JobKind.Train : JobKind.Evaluate;
        return new(new(kind, role, run, split, plan, model), number, memoryFactor);
    }
}
