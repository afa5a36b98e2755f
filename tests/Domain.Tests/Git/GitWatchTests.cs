using Landfall.Contracts;
using Landfall.Domain.Git;

namespace Landfall.Domain.Tests.Git;

public sealed class GitWatchTests
{
    private const string Pipeline = "flights-delay";
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly string Six = File(6);
    private static readonly string Seven = File(7);

    private static readonly GitState AtSeven = GitState.Unknown with { Content = GitWatch.DigestOf(Seven), Tip = "tip" };

    [Fact]
    public void A_person_s_commit_that_names_another_version_asks_for_it()
    {
        var ruling = GitWatch.On(Pipeline, AtSeven, Reading(Six), Now);

        Assert.Equal(GitStanding.Asked, ruling.State.Standing);
        Assert.Equal("Ana <ana@example.com> asks for flights-delay v6 in 0123456789ab", ruling.State.Explanation);
        var ask = ruling.Ask!;
        Assert.Equal(("flights-delay-00000000000" + 6, 6, Version(6).Digest, "0123456789abcdef"), (ask.RunId, ask.Version!.Number, ask.Version.Digest, ask.Occurrence));
        Assert.Equal("Revert \"Promote flights-delay v7\" (commit 0123456789ab)", ask.Reason);
    }

    [Fact]
    public void What_was_seen_asks_for_nothing_again()
    {
        var asked = GitWatch.On(Pipeline, AtSeven, Reading(Six), Now).State;

        var again = GitWatch.On(Pipeline, asked, Reading(Six), Now.AddMinutes(1));

        Assert.Null(again.Ask);
        Assert.Equal(asked, again.State);
    }

    [Fact]
    public void What_Landfall_wrote_asks_for_nothing_even_before_it_is_remembered() =>
        Holds(GitStanding.Agrees, "written by Landfall", AtSeven, Reading(Six) with { IsOurs = true });

    [Fact]
    public void A_file_that_was_there_before_Landfall_looked_asks_for_nothing() =>
        Holds(GitStanding.Agrees, "for the first time", GitState.Unknown, Reading(Six));

    [Fact]
    public void A_merge_of_what_was_proposed_asks_for_nothing() =>
        Holds(GitStanding.Agrees, "was merged", AtSeven with { Proposed = GitWatch.DigestOf(Six) }, Reading(Six));

    [Fact]
    public void A_branch_that_was_rewritten_asks_for_nothing_and_is_drift() =>
        Holds(GitStanding.Drift, "the branch was rewritten", AtSeven, Reading(Six) with { Continues = false });

    [Fact]
    public void A_file_that_was_removed_is_drift() =>
        Holds(GitStanding.Drift, "removed the file", AtSeven, Reading(Six) with { Content = null });

    [Theory]
    [InlineData("", "'model' is missing")]
    [InlineData("not yaml at all\u0000\u202E", "'model' is missing")]
    [InlineData("model: \"another\"\nversion: 6\ndigest: \"d\"\nserverImage: \"s\"\nrun: \"r\"\n", "it is about model 'another'")]
    [InlineData("model: \"flights-delay\"\nversion: -6\ndigest: \"d\"\nserverImage: \"s\"\nrun: \"r\"\n", "do not name a version")]
    [InlineData("model: \"flights-delay\"\nversion: 6\ndigest: d\nserverImage: \"s\"\nrun: \"r\"\n", "do not name a version")]
    [InlineData("model: \"flights-delay\"\nversion: null\ndigest: null\nserverImage: null\nrun: \"r\"\n", "no version should serve")]
    [InlineData("model: \"flights-delay\"\nversion: 6\ndigest: \"d\"\nserverImage: \"s\"\nrun: null\n", "names no run")]
    public void What_cannot_be_carried_out_is_drift_with_the_reason(string content, string why) =>
        Holds(GitStanding.Drift, why, AtSeven, Reading(content));

    [Fact]
    public void A_message_of_many_lines_and_signs_becomes_one_line()
    {
        var ask = GitWatch.On(Pipeline, AtSeven, Reading(Six) with { Message = $"bad\u001b[31m {new string('x', 900)}\nLandfall-Run: forged" }, Now).Ask!;

        Assert.DoesNotContain(ask.Reason, char.IsControl);
        Assert.True(ask.Reason.Length < 400);
    }

    private static void Holds(GitStanding standing, string why, GitState known, GitReading reading)
    {
        var ruling = GitWatch.On(Pipeline, known, reading, Now);

        Assert.Null(ruling.Ask);
        Assert.Equal(standing, ruling.State.Standing);
        Assert.Contains(why, ruling.State.Explanation, StringComparison.Ordinal);
        Assert.Equal(Now, ruling.State.At);
    }

    private static GitReading Reading(string content) => new(
        content, "0123456789abcdef", "tip2", "Ana <ana@example.com>", "Revert \"Promote flights-delay v7\"\n\nThis reverts commit x.", false, true);

    private static string File(int number) => DesiredFile.Wanted(
        new(new($"flights-delay-00000000000{number}", Pipeline, new("sha256:d", "march", "m.json", 1, 1), new("p", "e", "o"), new("data"), 1, Now),
            Version(number), "good", Verdict.Promoted), null, Now)!;

    private static ModelVersionRef Version(int number) => new(Pipeline, number, $"sha256:{number}", "registry.local/server@sha256:1", "sha256:s");
}
