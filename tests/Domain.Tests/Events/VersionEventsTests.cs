using System.Text.Json;
using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Events;
using Landfall.Domain.Records;

namespace Landfall.Domain.Tests.Events;

public sealed class VersionEventsTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Run Run = new(
        "flights-delay-3f9a1c2b4d5e", "flights-delay", new("sha256:d3b0", "2026-02", "2026-02.json", 3, 1_500_000),
        new("sha256:pi", "sha256:en", "sha256:po"), new("data"), 1, Start);

    private static readonly RunStatus Status = new(Run, [], Start)
    {
        Version = new("flights-delay", 7, "sha256:6f1e", "registry.example.com/server@sha256:9a2b", "sha256:s7"),
        Champion = new("flights-delay", 6, "sha256:58c0", "registry.example.com/server@sha256:9a2b", "sha256:s6"),
    };

    private static readonly RecordFact Shadow = Traffic("traffic-0", 0, 1);
    private static readonly RecordFact First = Traffic("traffic-1", 1, 2);
    private static readonly RecordFact Second = Traffic("traffic-2", 10, 3);
    private static readonly RecordFact Back = Traffic("traffic-back", 10, 4) with { Summary = "all traffic is with flights-delay v6: slow: harm shown" };
    private static readonly RecordFact Hand = Fact("rollback-5.0", "rollback", 9) with { By = "ana" };
    private static readonly RecordFact Mended = Fact("drift-mended-flights-delay-4.0", "drift", 8);
    private static readonly RecordFact TheEnd = Fact("verdict", "verdict", 6);

    public static TheoryData<string, VersionEventKind?> Facts => new()
    {
        { "started", null }, { "traffic-0", null }, { "traffic-1", VersionEventKind.Exposed }, { "traffic-2", VersionEventKind.Exposed },
        { "traffic-back", VersionEventKind.RolledBack }, { "rollback-5.0", VersionEventKind.RolledBack },
        { "drift-mended-flights-delay-4.0", VersionEventKind.RolledBack }, { "drift-found-flights-delay-4.0", null }, { "verdict", null },
    };

    [Theory]
    [MemberData(nameof(Facts))]
    public void A_fact_is_due_as_what_it_is(string key, VersionEventKind? kind)
    {
        RecordFact[] all = [Fact("started", "started", 0), Shadow, First, Second, Back, Hand, Mended, Fact("drift-found-flights-delay-4.0", "drift", 7), TheEnd];

        Assert.Equal(kind, VersionEvents.KindOf(all.Single(fact => fact.Key == key)));
    }

    [Fact]
    public void What_was_exposed_first_is_told_whatever_came_after()
    {
        var early = Tell(VersionEventKind.Exposed, Shadow, First)!;
        var late = Tell(VersionEventKind.Exposed, Shadow, First, Second, Back, TheEnd)!;

        Assert.Equal(early.Json(), late.Json());
        Assert.Equal(("flights-delay-3f9a1c2b4d5e.exposed", "dev.landfall.version.exposed", 1), (early.Id, early.Type, early.Data.Weight));
        Assert.Equal((First.At, 2), (early.Time, early.Data.Record.Entry));
    }

    [Fact]
    public void A_way_back_is_told_once_with_who_serves_now()
    {
        var told = Tell(VersionEventKind.RolledBack, Shadow, First, Back, TheEnd, Hand)!;

        Assert.Equal(("flights-delay-3f9a1c2b4d5e.rolledBack", 0, 6), (told.Id, told.Data.Weight, told.Data.Serving!.Version));
        Assert.Equal(Back.Summary, told.Data.Reason);
        Assert.Equal("ana", Tell(VersionEventKind.RolledBack, First, Second, TheEnd, Hand)!.Data.By);
        Assert.Equal(Mended.At, Tell(VersionEventKind.RolledBack, First, TheEnd, Mended)!.Time);
    }

    [Fact]
    public void What_was_never_exposed_does_not_go_back()
    {
        Assert.Null(Tell(VersionEventKind.RolledBack, Shadow, Back, TheEnd));
        Assert.Null(Tell(VersionEventKind.Exposed, Shadow, Back, TheEnd));
        Assert.Null(VersionEvents.Of(new(Run.Id, VersionEventKind.Exposed), Status with { Version = null }, Chain(First), "https://landfall.example"));
    }

    [Theory]
    [InlineData(Contracts.Verdict.Promoted, true, "Exposed, Promoted")]
    [InlineData(Contracts.Verdict.RolledBack, true, "Exposed, RolledBack")]
    [InlineData(Contracts.Verdict.Failed, true, "Exposed, RolledBack")]
    [InlineData(Contracts.Verdict.Cancelled, true, "Exposed, RolledBack")]
    [InlineData(Contracts.Verdict.Rejected, false, "")]
    [InlineData(Contracts.Verdict.Superseded, false, "")]
    public void Who_was_told_of_an_exposure_is_told_its_end(Verdict verdict, bool exposed, string due) =>
        Assert.Equal(due, string.Join(", ", VersionEvents.AtEnd(verdict, exposed ? Chain(Shadow, First) : Chain(Shadow))));

    [Fact]
    public void A_run_that_died_without_a_word_goes_back_by_its_verdict_and_a_promoted_one_does_not()
    {
        Assert.Equal(TheEnd.At, Tell(Status with { Verdict = Contracts.Verdict.Failed }, VersionEventKind.RolledBack, First, TheEnd)!.Time);
        Assert.Null(Tell(Status with { Verdict = Contracts.Verdict.Promoted }, VersionEventKind.RolledBack, First, TheEnd));
        Assert.Null(Tell(Status, VersionEventKind.RolledBack, First, TheEnd));
    }

    /// <summary>The page for those who write a receiver shows what is sent, to the letter.</summary>
    [Fact]
    public void The_payload_of_the_reference_page_is_what_is_sent()
    {
        var page = File.ReadAllText(SourceTree.At("docs", "reference", "events.md"));
        var shown = page.Split("```json\n")[1].Split("```")[0];

        using var expected = JsonDocument.Parse(Tell(VersionEventKind.Exposed, Shadow, First)!.Json());
        using var actual = JsonDocument.Parse(shown);
        Assert.True(JsonElement.DeepEquals(expected.RootElement, actual.RootElement), Tell(VersionEventKind.Exposed, Shadow, First)!.Json());
    }

    private static CloudEvent? Tell(VersionEventKind kind, params RecordFact[] facts) => Tell(Status, kind, facts);

    private static CloudEvent? Tell(RunStatus status, VersionEventKind kind, params RecordFact[] facts) =>
        VersionEvents.Of(new(Run.Id, kind), status, Chain(facts), "https://landfall.example.com/");

    private static List<RecordEntry> Chain(params RecordFact[] facts)
    {
        var chain = new List<RecordEntry>();
        foreach (var fact in facts)
            chain.Add(RecordChain.Append(chain.LastOrDefault(), fact));
        return chain;
    }

    private static RecordFact Traffic(string key, int weight, int minute) => Fact(key, "traffic", minute) with
    {
        By = "rollout",
        Summary = $"flights-delay v7 goes to {weight} %: flights-delay v7 is ready",
        Facts = JsonSerializer.SerializeToElement(new { step = $"{weight} %", weight }, ContractsJson.Options),
    };

    private static RecordFact Fact(string key, string what, int minute) =>
        new(Run.Id, key, what, "landfall", Start.AddMinutes(minute), $"{what} of {key}");
}
