using Landfall.Bench.Chaos.Counting;
using Landfall.Bench.Chaos.Stories;
using Landfall.Contracts;

namespace Landfall.Bench.Tests.Chaos;

public sealed class FindingsTests
{
    private const string Id = "p1-0123456789ab";

    private static readonly RunFacts Good = new(
        new("p1", "day-1", Story.Promote, 0), Runs: 1, Id, Verdict.Promoted, "done",
        [($"{Id}-t1", "a"), ($"{Id}-t2", "b"), ($"{Id}-c1", "c")],
        Versions: 1, Promotions: 1, Commits: 1, new Dictionary<string, int> { [$"{Id}-approval-ada.json"] = 1 }, Doubles: 0);

    [Fact]
    public void A_run_that_left_what_it_should_has_none_however_many_attempts_it_took() => Assert.Empty(Findings.Of(Good));

    private static readonly Dictionary<string, Func<RunFacts, RunFacts>> Wrongs = new()
    {
        ["2 runs of one dataset"] = run => run with { Runs = 2 },
        ["Failed instead of Promoted: broke"] = run => run with { Verdict = Verdict.Failed, Reason = "broke" },
        ["no verdict instead of Promoted: "] = run => run with { Verdict = null, Reason = null },
        [$"2 Jobs {Id}-t1"] = run => run with { Jobs = [.. run.Jobs, ($"{Id}-t1", "d")] },
        ["no Job trained"] = run => run with { Jobs = [($"{Id}-c1", "c")] },
        ["no Job evaluated"] = run => run with { Jobs = [($"{Id}-t1", "a")] },
        ["2 versions instead of 1"] = run => run with { Versions = 2 },
        ["2 promotions instead of 1"] = run => run with { Promotions = 2 },
        ["2 commits instead of 1"] = run => run with { Commits = 2 },
        ["1 entries of the record twice"] = run => run with { Doubles = 1 },
        ["0 messages instead of 1"] = run => run with { Messages = new Dictionary<string, int>() },
        ["mail was sent 2 times"] = run => run with { Messages = new Dictionary<string, int> { ["mail"] = 2 } },
    };

    public static TheoryData<string> Said() => [.. Wrongs.Keys];

    [Theory]
    [MemberData(nameof(Said))]
    public void Each_thing_that_is_wrong_is_said(string finding) =>
        Assert.Equal([finding], Findings.Of(Wrongs[finding](Good)));
}
