using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Storage;

namespace Landfall.Functions.Tests.Validate;

public sealed class BehaviourRowsTests : IDisposable
{
    private readonly ValidatePlatform platform = new();

    public void Dispose() => platform.Dispose();

    [Fact]
    public async Task Without_checks_the_holdout_is_as_it_was()
    {
        await platform.Validate(await platform.Land("march", ValidatePlatform.Good(3), 3));

        Assert.Equal(["features.csv", "spec.json"], await Files());
    }

    [Fact]
    public async Task A_limit_on_memory_asks_about_no_rows_and_takes_nothing_from_the_others()
    {
        Check(new BehaviourSpec("small", Memory: new("64Mi")));
        await platform.Validate(await platform.Land("march", ValidatePlatform.Good(3), 3));
        Assert.Equal(["features.csv", "spec.json"], await Files());

        Check(new("small", Memory: new("64Mi")), new("gap", Missing: ["origin"], MaxViolations: 0.2, Rows: 20));
        await platform.Validate(await platform.Land("april", ValidatePlatform.Good(3), 3));

        var asked = await platform.Text(Containers.Holdout, "trips-april/files/behaviour.csv");
        Assert.All(asked.TrimEnd().Split('\n').Skip(1), line => Assert.StartsWith("1.", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Changed_rows_lie_beside_the_holdout_without_any_label()
    {
        Check(
            new("place", Invariance: new(new Dictionary<string, ChangeSpec> { ["origin"] = new(OneOf: ["ABC", "DEF"]) }), MaxViolations: 0.2, Rows: 40),
            new("far", Directional: new(new Dictionary<string, ChangeSpec> { ["Distance"] = new(Add: 500) }, ScoreDirection.Increase), MaxViolations: 0.2, Rows: 30),
            new("gap", Missing: ["origin", "distance"], MaxViolations: 0.2, Rows: 20),
            new("quick", Latency: new(P95: TimeSpan.FromSeconds(1)), Rows: 25),
            new("obvious", Cases: [new(new Dictionary<string, string> { ["distance"] = "900", ["origin"] = "A,\"B\"" }, new(Label: "true"))]));

        var result = await platform.Validate(await platform.Land("march", ValidatePlatform.Good(3), 3));

        Assert.True(result.Verdict == DataVerdict.Pass, result.Reason);
        Assert.Equal(["behaviour.csv", "features.csv", "spec.json"], await Files());
        Assert.StartsWith("row,day,distance,origin", await platform.Text(Containers.Holdout, "trips-march/files/behaviour.csv"));
        var rows = await Asked();
        Assert.Equal([40, 30, 20, 25, 1], rows.GroupBy(row => row.Check).Select(check => check.Select(row => row.At).Distinct().Count()));
        Assert.Equal(rows.Count, rows.Select(row => row.Id).Distinct().Count());

        var kept = await Features();
        Assert.All(rows.Where(row => row.Check == 0), row =>
        {
            Assert.Equal(row.Copy == 0 ? "ABC" : "DEF", row.Origin);
            Assert.NotEqual(kept[row.At].Origin, row.Origin);
            Assert.Equal(kept[row.At].Distance, row.Distance);
        });
        Assert.All(rows.Where(row => row.Check == 1), row => Assert.Equal(kept[row.At].Distance + 500, row.Distance));
        Assert.All(rows.Where(row => row.Check == 2), row =>
            Assert.Equal(row.Copy == 0 ? (kept[row.At].Distance, null) : (null, kept[row.At].Origin), (row.Distance, row.Origin)));
        Assert.All(rows.Where(row => row.Check == 3), row => Assert.Equal(kept[row.At], (row.Distance, row.Origin)));
        Assert.Equal((900L, "A,\"B\""), rows.Where(row => row.Check == 4).Select(row => (row.Distance, row.Origin)).Single());
    }

    [Fact]
    public async Task The_same_data_gives_the_same_rows()
    {
        Check(new BehaviourSpec("gap", Missing: ["origin"], MaxViolations: 0.2, Rows: 20));
        var run = await platform.Land("march", ValidatePlatform.Good(3), 3);
        var first = await platform.Validate(run);
        platform.Blobs.Delete(Paths.HoldoutManifest(run.Id));

        Assert.Equal(first, await platform.Validate(run));
    }

    [Theory]
    [InlineData("carrier", "AA", "carrier is no column that a server is told")]
    [InlineData("delay", "5", "delay is no column that a server is told")]
    [InlineData("distance", "far", "'far' of distance is no integer")]
    public async Task What_cannot_be_asked_is_said_before_anything_is_trained(string column, string value, string reason)
    {
        Check(new BehaviourSpec("odd", Invariance: new(new Dictionary<string, ChangeSpec> { [column] = new(OneOf: [value]) }), MaxViolations: 0.2));

        var result = await platform.Validate(await platform.Land("march", ValidatePlatform.Good(3), 3));

        Assert.Equal(DataVerdict.Quarantine, result.Verdict);
        Assert.Contains($"The behavioural check 'odd' cannot be asked: {reason}.", result.Reason, StringComparison.Ordinal);
    }

    private void Check(params BehaviourSpec[] checks)
    {
        var spec = platform.Pipeline.Spec;
        platform.Pipeline = platform.Pipeline with { Spec = spec with { Evaluate = spec.Evaluate with { Behaviour = checks } } };
    }

    private async Task<IEnumerable<string>> Files() =>
        (await platform.Blobs.NeedJson<FileManifest>(Paths.HoldoutManifest("trips-march"), default)).Files.Select(file => file.Name);

    private async Task<List<(string Id, int Check, long At, int Copy, long? Distance, string? Origin)>> Asked() =>
    [
        .. from row in await platform.Query(
               Containers.Holdout, "trips-march/files/behaviour.csv",
               "SELECT row, TRY_CAST(distance AS BIGINT), origin FROM read_csv(FILE, header = true, all_varchar = true)")
           let id = ((string)row[0]!).Split('.')
           select ((string)row[0]!, int.Parse(id[0]), long.Parse(id[1]), int.Parse(id[2]), (long?)row[1], (string?)row[2]),
    ];

    private async Task<Dictionary<long, (long? Distance, string? Origin)>> Features() =>
        (await platform.Query(
            Containers.Holdout, "trips-march/files/features.csv", "SELECT row, distance, origin FROM read_csv(FILE, header = true)"))
        .ToDictionary(row => Convert.ToInt64(row[0]), row => ((long?)row[1], (string?)row[2]));
}
