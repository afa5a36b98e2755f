using Landfall.Contracts;
using Landfall.Domain.Git;

namespace Landfall.Functions.Tests.Record;

/// <summary>Git as a way to ask, with a repository on this machine.</summary>
public sealed class GitWatcherTests : IDisposable
{
    private readonly GitBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task A_revert_of_a_promotion_asks_the_lane_for_the_old_version_once()
    {
        await bench.Write(bench.Promoted(6));
        await bench.Write(bench.Promoted(7));
        await bench.Look();
        Assert.Empty(bench.Asked);

        var commit = bench.Revert();
        await bench.Look();
        await bench.Look();

        var ask = Assert.Single(bench.Asked);
        Assert.Equal((bench.Promoted(6).Run.Id, RecordFixture.Version(6), commit), (ask.RunId, ask.Version, ask.Occurrence));
        Assert.Contains("Revert \"Promote flights-delay v7\"", ask.Reason, StringComparison.Ordinal);
        Assert.Equal("lane-flights-delay", Assert.Single(bench.Hub.Raised).Instance);
        Assert.Equal(GitStanding.Asked, (await bench.Known()).Standing);
    }

    [Fact]
    public async Task A_commit_of_its_own_that_it_had_no_time_to_remember_is_known_by_its_signature()
    {
        await bench.Write(bench.Promoted(7));
        Assert.Contains("\nLandfall-Signature: ", bench.Message(), StringComparison.Ordinal);
        await bench.Forget();

        await bench.Look();

        Assert.Equal(GitStanding.Agrees, (await bench.Known()).Standing);
        Assert.Empty(bench.Asked);
    }

    [Theory]
    [InlineData(false, "has no signature of it")]
    [InlineData(true, "its signature is of another content or message")]
    public async Task The_platforms_name_alone_says_nothing_and_an_old_signature_says_nothing_about_other_content(bool copied, string why)
    {
        await bench.Write(bench.Promoted(6));
        var six = bench.Content();
        await bench.Write(bench.Promoted(7));

        bench.Forge(six, copied ? bench.Message() : "Return to flights-delay v6\n\nLandfall-Run: r1\n");
        await bench.Look();

        var known = await bench.Known();
        Assert.Equal(GitStanding.Drift, known.Standing);
        Assert.Contains(why, known.Explanation, StringComparison.Ordinal);
        Assert.Empty(bench.Asked);
    }

    [Fact]
    public async Task When_the_old_version_was_brought_back_Git_and_Landfall_agree()
    {
        await bench.Write(bench.Promoted(6));
        await bench.Write(bench.Promoted(7));
        bench.Revert();
        await bench.Look();

        var again = bench.Promoted(6) with { Run = bench.Promoted(6).Run with { Id = "flights-delay-0000000000aa" } };
        Assert.NotNull((await bench.Write(again)).Commit);
        await bench.Look();

        Assert.Single(bench.Asked);
        Assert.Equal(GitStanding.Agrees, (await bench.Known()).Standing);
        Assert.Contains("run: \"flights-delay-0000000000aa\"", bench.Content(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wish_that_was_refused_is_taken_out_of_Git_again()
    {
        await bench.Write(bench.Promoted(6));
        await bench.Write(bench.Promoted(7));
        bench.Revert();
        await bench.Look();

        await bench.Write(bench.Promoted(7) with { Verdict = Verdict.Rejected, Reason = "ana said no" });
        await bench.Look();

        Assert.Contains("version: 7", bench.Content(), StringComparison.Ordinal);
        Assert.Single(bench.Asked);
    }

    [Fact]
    public async Task A_remote_that_is_away_for_a_day_gets_what_is_owed_when_it_is_back_and_the_record_says_so()
    {
        await bench.Write(bench.Promoted(6));
        bench.TakeAway();
        await Assert.ThrowsAnyAsync<Exception>(() => bench.Write(bench.Promoted(7)));
        for (var look = 0; look < 3; look++)
            await bench.Look();
        Assert.Equal(GitStanding.Owed, (await bench.Known()).Standing);

        bench.GiveBack();
        await bench.Look();
        await bench.Look();

        Assert.Contains("version: 7", bench.Content(), StringComparison.Ordinal);
        Assert.Equal((2, GitStanding.Agrees), (bench.Commits(), (await bench.Known()).Standing));
        Assert.Contains("Git could be written again", Assert.Single(await bench.Record(bench.Promoted(7))).Fact.Summary, StringComparison.Ordinal);
        Assert.Empty(bench.Asked);
    }

    [Fact]
    public async Task A_force_push_asks_for_nothing_is_shown_as_drift_and_mended_by_the_next_promotion()
    {
        await bench.Write(bench.Promoted(6));
        await bench.Write(bench.Promoted(7));
        bench.ForcePushBack();
        await bench.Look();

        Assert.Empty(bench.Asked);
        var known = await bench.Known();
        Assert.Equal(GitStanding.Drift, known.Standing);
        Assert.Contains("the branch was rewritten", known.Explanation, StringComparison.Ordinal);

        await bench.Write(bench.Promoted(8));
        await bench.Look();
        Assert.Equal(GitStanding.Agrees, (await bench.Known()).Standing);
    }

    [Fact]
    public async Task A_proposed_change_asks_for_nothing_before_and_after_it_is_merged()
    {
        using var proposing = new GitBench("branch");
        await proposing.Write(proposing.Promoted(6));
        await proposing.Look();

        Assert.Empty(proposing.Asked);
        Assert.Contains("is proposed on landfall/", (await proposing.Known()).Explanation, StringComparison.Ordinal);
        Assert.Empty(proposing.Proposed);
    }

    [Fact]
    public async Task A_pull_request_is_opened_for_what_is_proposed_also_by_whoever_comes_after_a_crash()
    {
        using var proposing = new GitBench("pullRequest") { HostIsAway = true };
        await Assert.ThrowsAsync<IOException>(() => proposing.Write(proposing.Promoted(6)));   // the branch is pushed by then
        Assert.Equal(GitStanding.Owed, (await proposing.Known()).Standing);

        proposing.HostIsAway = false;
        await proposing.Look();

        var asked = Assert.Single(proposing.Proposed);
        Assert.Equal(("landfall/flights-delay-000000000006", "main", "team/models"), (asked.From, asked.Into, asked.Place.Repository));
        Assert.Equal("Promote flights-delay v6", asked.Title);
        Assert.Contains("Landfall-Run: flights-delay-000000000006", asked.Text, StringComparison.Ordinal);
        Assert.Contains("is proposed in https://github.com/team/models/pull/7", (await proposing.Known()).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_proposed_where_the_branch_says_so_already()
    {
        using var proposing = new GitBench("pullRequest");
        await proposing.Write(proposing.Promoted(6));
        proposing.Merge("landfall/flights-delay-000000000006");
        proposing.Proposed.Clear();

        var again = await proposing.Write(proposing.Promoted(6) with { Run = proposing.Promoted(7).Run, Verdict = Verdict.RolledBack });

        Assert.Contains("already says so", again.Explanation, StringComparison.Ordinal);
        Assert.Empty(proposing.Proposed);
    }
}
