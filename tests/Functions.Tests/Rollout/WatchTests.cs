using System.Text.Json;
using Landfall.Contracts;
using Landfall.Contracts.Agent;
using Landfall.Contracts.Documents;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Drift;
using Landfall.Domain.Registry;
using Landfall.Domain.Storage;
using Landfall.Domain.Watching;
using Landfall.Domain.Watching.Quality;
using Landfall.Functions.Rollout.Activities;
using Landfall.Functions.Rollout.Serving;
using Landfall.Functions.Tests.Train;
using Landfall.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Landfall.Functions.Tests.Rollout;

/// <summary>A champion behind a real agent, and what a watch over it sees and does.</summary>
public sealed class WatchTests
{
    private static readonly WatchSpec Watch = new(
        TimeSpan.FromMinutes(5), new(1, 60, 2), DriftAction.Alert, new(0.05, 40, 2), ErrorsAction.Rollback);

    [Fact]
    public async Task Live_scores_are_held_against_the_signed_baseline_and_what_came_before_the_promotion_is_not()
    {
        await using var platform = await RolloutPlatform.Start();
        var baseline = PredictionBaseline.OfNumbers(PredictionKind.Score, [.. Enumerable.Range(0, 2_000).Select(i => i / 2_000.0)]);
        var champion = await platform.Serve("0.9 0", await Keep(platform, baseline));
        await platform.Ask(champion, "1.1", 30);
        await Promote(platform, champion);

        var first = await Read(new(champion.Model, null, WatchCounters.Empty), entries: 30);
        Assert.Equal((WatchOutcome.Unknown, 0L, null), (first.Drift!.Outcome, first.Drift.Samples, first.Blind));
        await platform.Ask(champion, "1.1", 59);
        await platform.Ask(champion, "1.1", 10, mirror: true);
        var second = await Read(new(champion.Model, champion, first.Counters), entries: 30 + 59 + 10);
        Assert.Equal("59 of 60 predictions that a window needs", second.Drift!.Explanation);

        await platform.Ask(champion, "1.1", 1);
        var third = await Eventually.Read(
            () => Observe(platform, new(champion.Model, champion, second.Counters)), look => look.Drift!.Samples == 60);
        Assert.Equal((WatchOutcome.Over, 60L), (third.Drift!.Outcome, third.Drift.Samples));
        Assert.Equal((champion, "flights-0123456789ab"), (third.Champion, third.Run!.Id));

        // Another champion than was known begins with nothing: everything since its promotion is read again.
        var another = await Observe(platform, new("flights", champion with { StatementDigest = "sha256:other" }, third.Counters));
        Assert.Equal(60, another.Drift!.Samples);

        // An answer is in the log a moment after it was read.
        Task<WatchLook> Read(WatchRequest look, int entries) =>
            Eventually.Read(() => Observe(platform, look), seen => seen.Counters.Cursor.Values.Sum() >= entries);
    }

    [Fact]
    public async Task A_baseline_that_was_changed_or_never_signed_is_not_used_and_errors_are_still_seen()
    {
        await using var platform = await RolloutPlatform.Start();
        var baseline = PredictionBaseline.OfNumbers(PredictionKind.Score, [0.1, 0.2, 0.3]);
        var without = await platform.Serve("0.9 2");
        await Promote(platform, without);
        var first = await Observe(platform, new("flights", null, WatchCounters.Empty));
        Assert.StartsWith("flights v1 has no baseline", first.Drift!.Explanation, StringComparison.Ordinal);

        Assert.Equal(30, (await platform.Ask(without, "1.1", 60)).Count);
        var second = await Eventually.Read(
            () => Observe(platform, new("flights", without, first.Counters)), look => look.Errors!.Samples == 60);     // an answer is counted a moment after it was read
        Assert.Equal((WatchOutcome.Over, 0.5, 60L), (second.Errors!.Outcome, second.Errors.Value, second.Errors.Samples));

        var changed = await platform.Register("0.9 0", baseline: await Keep(platform, baseline), run: "flights-0123456789ab");
        await platform.Blobs.WriteJson(Paths.Baseline("flights-0123456789ab"), baseline with { Counts = [1, 1, 1, 1] }, default);
        await Promote(platform, changed);
        var third = await Observe(platform, new("flights", null, WatchCounters.Empty));
        Assert.Contains("is not what was signed: it was changed since", third.Drift!.Explanation, StringComparison.Ordinal);
        Assert.Equal("no pod serves flights v2", third.Blind);
    }

    [Fact]
    public async Task Without_a_watch_a_champion_or_the_end_of_its_run_there_is_nothing_to_judge()
    {
        await using var platform = await RolloutPlatform.Start();
        await Apply(platform, null);
        Assert.Null((await Observe(platform, new("flights", null, WatchCounters.Empty))).Plan);

        await Apply(platform, Watch);
        var nobody = await Observe(platform, new("flights", null, WatchCounters.Empty));
        Assert.Equal((TimeSpan.FromMinutes(5), null), (nobody.Plan!.Every, nobody.Champion));

        var champion = await platform.Register("0.9 0");
        await platform.Blobs.WriteJson(
            Paths.Alias("flights", "champion"),
            new AliasEntry(1, champion, null, "flights-000000000001", "promoted", platform.Clock.GetUtcNow()), default);
        var early = await Observe(platform, new("flights", null, WatchCounters.Empty));
        Assert.Equal((champion, null), (early.Champion, early.Run));
        Assert.Contains("is not over yet", early.Blind, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Traffic_goes_back_by_the_route_alone_once_and_the_settlement_finds_it()
    {
        await using var platform = await RolloutPlatform.Start();
        var (six, seven) = (await platform.Serve("0.2 0"), await platform.Serve("0.8 2"));
        await platform.Acquire.Run(new(platform.Run, "flights"), default);
        await platform.Apply.Run(TrafficTests.Change(platform, new(1, 1), six, seven, 100), default);
        await platform.Release.Run(new(platform.Route, platform.Run), default);
        await platform.End(platform.Run, Verdict.Promoted);
        var request = new GoBackRequest(platform.Run, seven, "too many requests failed");

        Assert.Equal(six, (await GoBack(platform).Run(request, default)).To);
        Assert.Equal(six, (await GoBack(platform).Run(request, default)).To);

        var stored = (await platform.Routes.Read(platform.Route, default))!;
        Assert.Equal((six, null, new Fence(2, 0)), (stored.Weights!.Champion, stored.Weights.Candidate, stored.Fence));
        Assert.Equal(("model-watch", "too many requests failed"), (stored.ByHand!.By, stored.ByHand.Reason));
        var hub = new Landfall.Fakes.FakeDurableTaskClient();
        Assert.Single(await new HandRollbacks(platform.Places, NullLogger<HandRollbacks>.Instance)
            .Sweep(RolloutPlatform.Space, await platform.Listed(), hub, default));
    }

    [Fact]
    public async Task Nothing_goes_back_to_a_version_that_cannot_take_the_traffic()
    {
        await using var platform = await RolloutPlatform.Start();
        var (six, seven) = (await platform.Register("0.2 0"), await platform.Serve("0.8 2"));
        await platform.Acquire.Run(new(platform.Run, "flights"), default);
        await platform.Apply.Run(TrafficTests.Change(platform, new(1, 1), six, seven, 100), default);

        var back = await GoBack(platform).Run(new(platform.Run, seven, "too many requests failed"), default);

        Assert.Null(back.To);
        Assert.StartsWith("flights v1 is not ready to take the traffic", back.Refusal, StringComparison.Ordinal);
        Assert.Equal(new Fence(1, 1), (await platform.Routes.Read(platform.Route, default))!.Fence);
    }

    [Fact]
    public async Task Live_inputs_are_counted_by_the_agent_on_the_bins_of_the_run_s_data_and_no_value_leaves_it()
    {
        var watch = new WatchSpec(TimeSpan.FromMinutes(5), Inputs: new(0.25, 60, 2));
        await using var platform = await RolloutPlatform.Start(watch: watch);
        double[] distances = [.. Enumerable.Range(0, 2_000).Select(i => (double)i)];
        var profile = new DataProfile(
        [
            new("distance", Numeric: NumericProfile.Of(distances)),
            new("carrier", Category: CategoryProfile.Of([.. distances.Select(i => i % 2 == 0 ? "AA" : "UA")])),
        ]);
        await platform.Blobs.WriteJson(Paths.DataReport(platform.Run.Id), new { profile = new { drift = profile } }, default);
        var champion = await platform.Serve("0.9 0");
        await Promote(platform, champion, watch);

        var first = await Observe(platform, new(champion.Model, null, WatchCounters.Empty));
        Assert.Equal("0 of 60 rows that a window needs", first.Inputs!.Explanation);

        // Twenty requests in a second are looked at, four rows each.
        const string Far = """
            {"inputs":[{"name":"distance","shape":[4],"datatype":"FP64","data":[1900,1950,1990,null]},
                       {"name":"carrier","shape":[4],"datatype":"BYTES","data":["AA","UA","AA","UA"]},
                       {"name":"other","shape":[4],"datatype":"FP64","data":[1,2,3,4]}]}
            """;
        var second = first;
        await Eventually.True(
            async () =>
            {
                await platform.Ask(champion, "1.1", 20, body: Far);
                second = await Observe(platform, new(champion.Model, champion, second.Counters));
                return second.Inputs!.Outcome != WatchOutcome.Unknown;
            },
            () => second.Inputs!.Explanation);

        Assert.Equal(WatchOutcome.Over, second.Inputs!.Outcome);
        Assert.Matches("^1 of 2 columns above psi 0.25 in [0-9,]+ rows; most in distance: psi [0-9.]+$", second.Inputs.Explanation);
        Assert.All(second.Counters.Inputs!.Columns, column => Assert.Equal(0, column.Sum()));
    }

    [Fact]
    public async Task Inputs_of_a_version_that_was_deployed_before_they_were_asked_for_or_without_a_profile_are_unknown()
    {
        await using var platform = await RolloutPlatform.Start();
        var champion = await platform.Serve("0.9 0");
        await Promote(platform, champion, new(TimeSpan.FromMinutes(5), Inputs: new()));

        var without = await Observe(platform, new(champion.Model, null, WatchCounters.Empty));
        Assert.Equal(WatchOutcome.Unknown, without.Inputs!.Outcome);
        Assert.StartsWith("no profile of the data was kept by run flights-0123456789ab", without.Inputs.Explanation, StringComparison.Ordinal);

        var profile = new DataProfile([new("distance", Numeric: NumericProfile.Of([1, 2, 3]))]);
        await platform.Blobs.WriteJson(Paths.DataReport(platform.Run.Id), new { profile = new { drift = profile } }, default);
        var before = await Observe(platform, new(champion.Model, null, WatchCounters.Empty));
        Assert.Equal(WatchOutcome.Unknown, before.Inputs!.Outcome);
        Assert.StartsWith("no agent that answers counts inputs by these bins", before.Inputs.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_served_is_kept_for_labels_under_the_keys_that_the_document_names()
    {
        var labels = new LabelArrival("labels", [JoinKey.RequestId], TimeSpan.FromDays(30));
        await using var platform = await RolloutPlatform.Start(labels: labels);
        var champion = await platform.Serve("0.9 2", metrics: new Dictionary<string, double> { ["accuracy"] = 0.875 });
        await Promote(platform, champion, new(TimeSpan.FromMinutes(5), Quality: new("accuracy"), Health: new()), labels);
        await platform.Ask(champion, "1.1", 4);
        await platform.Ask(champion, "1.1", 2, prefix: "m", mirror: true);

        var look = await Observe(platform, new(champion.Model, null, WatchCounters.Empty));
        Assert.Equal((0.875, WatchOutcome.Calm, null), (look.Holdout, look.Health!.Outcome, look.Drift));
        var quality = look.Plan!.Quality!;
        Assert.Equal(("accuracy", "labels", "delayed"), (quality.Metric, quality.Labels.Container, quality.Labels.Column));

        // Every second answer failed. Asked again from the beginning, as after a crash, nothing is there twice.
        await Observe(platform, new(champion.Model, null, WatchCounters.Empty));
        var served = (await platform.Blobs.ReadJson<ServedLog>(Paths.Served("flights", champion.Number), default))!.Value;
        Assert.Equal([JoinKey.Of(["r0"]), JoinKey.Of(["r2"])], served.Rows.Select(row => row.Key));
        Assert.Equal(("1", 0.9, null), (served.Rows[0].Prediction, served.Rows[0].Score, served.Problem));

        // Another document names other columns: what is served until the next promotion cannot be joined.
        await Apply(
            platform, new(TimeSpan.FromMinutes(5), Quality: new("accuracy")), labels with { JoinOn = ["origin"] });
        await platform.Ask(champion, "1.1", 2);
        await Observe(platform, new(champion.Model, champion, look.Counters));
        var other = (await platform.Blobs.ReadJson<ServedLog>(Paths.Served("flights", champion.Number), default))!.Value;
        Assert.Equal((0, 1L), (other.Rows.Count, other.Unjoined));
        Assert.Contains("keys of requestId, not of origin", other.Problem, StringComparison.Ordinal);
    }

    private static GoBackActivity GoBack(RolloutPlatform platform) => new(
        platform.Places, platform.Routes, platform.Serving, platform.Clock, NullLogger<GoBackActivity>.Instance);

    private static Task<WatchLook> Observe(RolloutPlatform platform, WatchRequest request) => new ObserveChampionActivity(
        platform.Places, new(platform.Blobs, new BlobDocumentStore(platform.Blobs), platform.Versions), new(platform.Blobs),
        platform.Agents, platform.Gateway,
        new(platform.Blobs), platform.Clock, NullLogger<ObserveChampionActivity>.Instance).Run(request, default);

    private static async Task<string> Keep(RolloutPlatform platform, PredictionBaseline baseline)
    {
        await platform.Blobs.WriteJson(Paths.Baseline("flights-0123456789ab"), baseline, default);
        return ContentDigest.Of(JsonSerializer.SerializeToUtf8Bytes(baseline, ContractsJson.Options));
    }

    /// <summary>Alias, end of its run, and a document that asks for a watch.</summary>
    private static async Task Promote(
        RolloutPlatform platform, ModelVersionRef champion, WatchSpec? watch = null, LabelArrival? labels = null)
    {
        await Apply(platform, watch ?? Watch, labels);
        await platform.Blobs.WriteJson(
            Paths.Alias("flights", "champion"), new AliasEntry(1, champion, null, platform.Run.Id, "promoted", DateTimeOffset.UtcNow),
            default);
        await platform.End(platform.Run, Verdict.Promoted);
    }

    private static async Task Apply(RolloutPlatform platform, WatchSpec? watch, LabelArrival? labels = null)
    {
        var store = new BlobDocumentStore(platform.Blobs);
        var spec = JobDocuments.Pipeline.Spec;
        var document = JobDocuments.Pipeline with
        {
            Spec = spec with { Watch = watch, Label = spec.Label with { Arrives = labels } },
        };
        var now = await store.GetCurrentAsync(DocumentKinds.ModelPipeline, "flights", default);
        await store.SetCurrentAsync(
            DocumentKinds.ModelPipeline, "flights",
            new CurrentDocument(await store.PutAsync(document, default), "ana", platform.Clock.GetUtcNow()), now?.Etag, default);
    }
}
