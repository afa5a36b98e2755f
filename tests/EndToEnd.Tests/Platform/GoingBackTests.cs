using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Landfall.Contracts;
using LibGit2Sharp;

namespace Landfall.EndToEnd.Tests.Platform;

/// <summary>Two ways back after a promotion: by Git, as any change; and by hand, when nothing but the cluster answers.</summary>
[Collection(PlatformTests.Name)]
public sealed class GoingBackTests(SharedPlatform shared)
{
    private const string Pipeline = "back";

    private readonly LandfallPlatform platform = shared.Platform;

    [Fact]
    public async Task A_revert_in_git_goes_through_shadow_and_canary_and_a_rollback_needs_the_cluster_alone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It stops processes: it reads /proc.");
        await platform.Runs.Apply(Pipeline, Toys.Pipeline(Pipeline).Replace("  approve:", $$"""
              evaluate: { gates: [ { metric: auc, min: 0.60 } ] }
              record: { git: { path: models/{{Pipeline}}.yaml } }
              approve:
            """, StringComparison.Ordinal));
        await using var visitors = new Visitors(platform.Addresses["gateway"], Pipeline);
        Promoted(await platform.Runs.Deliver(Pipeline, "day-1"), 1);
        var second = await platform.Runs.Deliver(Pipeline, "day-2", seed: 3);
        Promoted(second, 2);

        Revert(second.Run.Id);
        await Now("Record", "WatchGit");
        var reverted = await platform.Runs.UntilNewest(
            Pipeline, "people are asked", run => run.Run.Trigger.Kind == "git" && run.ApprovalId is { } id && platform.Runs.IsAsked(id));
        await platform.Runs.Decide(reverted.ApprovalId!, "approve");
        reverted = await platform.Runs.UntilRun(reverted.Run.Id, "it has a verdict", run => run.Verdict is not null);

        Promoted(reverted, 1);
        var record = (await platform.Runs.Record(reverted.Run.Id))["entries"]!.AsArray().Select(entry => (string)entry!["fact"]!["what"]!);
        Assert.Contains("wanted", record);
        Assert.True(
            record.Count(what => what == "traffic") >= 3, $"shadow, 10 % and all, each with an entry: {string.Join(", ", record)}");

        await WithNothingButTheCluster(async () =>
        {
            var (code, said) = await Landfall("rollback", Pipeline, "--reason", "v1 is wrong at night", "--as", "ole");
            Assert.True(code == 0, said);
            Assert.Contains("all traffic is with back v2 again; back v1 has none and is sealed", said, StringComparison.Ordinal);
            await InTime.True(() => visitors.LastVersion == "v2", "requests are answered by v2", () => Task.FromResult($"{visitors.LastVersion}"));
        });

        await Now("Rollout", "ReconcileRoutes");
        await InTime.True(
            async () => (int?)(await platform.Runs.Model(Pipeline))["champion"]!.AsArray().Last()!["to"]!["number"] == 2,
            "the registry has followed");
    }

    private static void Promoted(RunStatus run, int version)
    {
        Assert.True(run.Verdict == Verdict.Promoted, Runs.Tell(run));
        Assert.Equal(version, run.Version!.Number);
    }

    /// <summary>Storage, and with it registry and record, and every app, with them Git and metrics: none of them answers.</summary>
    private async Task WithNothingButTheCluster(Func<Task> act)
    {
        int[] stopped =
        [
            platform.Azurite,
            .. Local.Platform.AppCatalog.Names.Select(platform.TryHandlerOf).OfType<int>(),
        ];
        var models = platform.In("git", "models.git");
        Directory.Move(models, models + ".away");
        foreach (var process in stopped)
            ProcessTable.Stop(process);
        try
        {
            await act();
        }
        finally
        {
            Directory.Move(models + ".away", models);
            foreach (var process in stopped)
                ProcessTable.Continue(process);
        }
    }

    private void Revert(string run)
    {
        var place = Directory.CreateTempSubdirectory("landfall-revert-").FullName;
        try
        {
            Repository.Clone(platform.In("git", "models.git"), place);
            using var models = new Repository(place);
            var commit = models.Commits.First(one => one.Message.Contains($"Landfall-Run: {run}", StringComparison.Ordinal));
            var ana = new Signature("Ana", "ana@example.com", DateTimeOffset.UtcNow);
            Assert.Equal(RevertStatus.Reverted, models.Revert(commit, ana).Status);
            models.Network.Push(models.Head);
        }
        finally
        {
            foreach (var file in Directory.EnumerateFiles(place, "*", SearchOption.AllDirectories))
                File.SetAttributes(file, FileAttributes.Normal);
            Directory.Delete(place, recursive: true);
        }
    }

    /// <summary>Runs a timer function now, as the Functions host lets its operator do.</summary>
    private async Task Now(string app, string function)
    {
        var keys = JsonNode.Parse(await File.ReadAllTextAsync(platform.In("host", "keys.json")))!;
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("x-functions-key", (string)keys[app]!["master"]!);
        using var answer = await http.PostAsync(
            new Uri($"{platform.Addresses[app.ToLowerInvariant()]}/admin/functions/{function}"), new StringContent("{}"));
        Assert.Equal(202, (int)answer.StatusCode);
    }

    private async Task<(int Code, string Said)> Landfall(params string[] words)
    {
        var start = new ProcessStartInfo(Programs.Cli, [.. words, "--endpoints", platform.In("endpoints.json")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var command = Process.Start(start)!;
        var said = await Task.WhenAll(command.StandardOutput.ReadToEndAsync(), command.StandardError.ReadToEndAsync());
        await command.WaitForExitAsync();
        return (command.ExitCode, string.Concat(said));
    }

    /// <summary>Fifty people who ask the model again and again; what they are answered is for the judges.</summary>
    private sealed class Visitors : IAsyncDisposable
    {
        private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(10) };
        private readonly CancellationTokenSource stop = new();
        private readonly Task visiting;

        public Visitors(string gateway, string model) => visiting = Visit(new($"{gateway}/v2/models/{model}/infer"));

        public string? LastVersion { get; private set; }

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await visiting;
            http.Dispose();
            stop.Dispose();
        }

        private async Task Visit(Uri model)
        {
            using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                try
                {
                    await pace.WaitForNextTickAsync(stop.Token);
                    using var answer = await http.SendAsync(Request(model, i), stop.Token);
                    if (answer.Headers.TryGetValues("x-landfall-version", out var versions))
                        LastVersion = versions.Single();
                }
                catch (Exception failed) when (failed is HttpRequestException or OperationCanceledException)
                {
                    // Nobody answers before the first version serves; and in the end we leave.
                }
            }
        }

        private static HttpRequestMessage Request(Uri model, int i)
        {
            var x = (i % 97 / 97.0).ToString("0.0000", CultureInfo.InvariantCulture);
            var request = new HttpRequestMessage(HttpMethod.Post, model)
            {
                Content = new StringContent(
                    $$"""
                    {"inputs":[{"name":"x","shape":[1],"datatype":"FP64","data":[{{x}}]},{"name":"kind","shape":[1],"datatype":"BYTES","data":["a"]}]}
                    """,
                    Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
            };
            request.Headers.Add("x-client-id", $"visitor-{i % 50}");
            return request;
        }
    }
}
