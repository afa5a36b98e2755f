using Landfall.Contracts;
using Landfall.Domain.Git;
using Landfall.Domain.Signing;

namespace Landfall.Domain.Tests.Records;

public sealed class DesiredFileTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Run Run = new(
        "flights-delay-3f9a1c2b4d5e", "flights-delay", new("sha256:da", "2001-03", "m.json", 3, 1000),
        new("sha256:pi", "sha256:en", "sha256:po"), new("data"), 1, At);

    private static readonly ModelVersionRef Seven = new("flights-delay", 7, "sha256:m7", "registry/s@sha256:s", "sha256:st7");

    [Fact]
    public void A_promotion_names_the_version_and_what_it_came_from()
    {
        var file = DesiredFile.Wanted(new(Run, Seven, "good", Verdict.Promoted), null, At)!;

        Assert.Contains("\nversion: 7\n", file, StringComparison.Ordinal);
        Assert.Contains("\ndigest: \"sha256:m7\"\n", file, StringComparison.Ordinal);
        Assert.Contains("\nstatement: \"sha256:st7\"\n", file, StringComparison.Ordinal);
        Assert.Contains("\npolicy: \"sha256:po\"\n", file, StringComparison.Ordinal);
        Assert.Contains("\npromotedAt: \"2026-03-01T12:00:00Z\"\n", file, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_again_later_wants_nothing()
    {
        var state = new DesiredState(Run, Seven, "good", Verdict.Promoted);
        var file = DesiredFile.Wanted(state, null, At);

        Assert.Null(DesiredFile.Wanted(state, file, At.AddHours(1)));
        Assert.Null(DesiredFile.Wanted(state, file!.ReplaceLineEndings("\r\n"), At.AddHours(1)));
    }

    [Fact]
    public void A_rollback_to_what_the_file_says_wants_nothing()
    {
        var file = DesiredFile.Wanted(new(Run, Seven, "good", Verdict.Promoted), null, At);
        var later = Run with { Id = "flights-delay-000000000000" };

        Assert.Null(DesiredFile.Wanted(new(later, Seven, "harm", Verdict.RolledBack), file, At.AddHours(1)));
    }

    [Fact]
    public void A_first_version_that_was_rolled_back_leaves_no_version()
    {
        var file = DesiredFile.Wanted(new(Run, Seven, "good", Verdict.Promoted), null, At);
        var back = DesiredFile.Wanted(new(Run, null, "harm", Verdict.RolledBack), file, At)!;

        Assert.Contains("\nversion: null\n", back, StringComparison.Ordinal);
        Assert.Contains("\ndigest: null\n", back, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Promote v7\n\nLandfall-Run: r1\n")]
    [InlineData("Promote v7\n\nit said:\nLandfall-Signature: x y\nLandfall-Run: r1\n")]
    public void A_signature_under_a_message_is_read_as_it_was_written(string message)
    {
        var signature = new KeySignature(new('a', 64), [1, 2, 3]);

        var (signed, read) = CommitSeal.Read(CommitSeal.Under(message, signature))!.Value;

        Assert.Equal((message, signature.KeyId), (signed, read.KeyId));
        Assert.Equal(signature.Value, read.Value);
    }

    [Theory]
    [InlineData("Promote v7\n")]
    [InlineData("Promote v7\n\nLandfall-Signature: key\n")]
    [InlineData("Promote v7\n\nLandfall-Signature: key no_base64\n")]
    [InlineData("Promote v7\n\nLandfall-Signature: key AQID AQID\n")]
    public void What_cannot_be_read_is_no_signature(string message) => Assert.Null(CommitSeal.Read(message));

    [Fact]
    public void A_reason_cannot_add_a_trailer()
    {
        var message = CommitMessage.Of(
            new(Run, Seven, "fine\nLandfall-Verdict: Cancelled", Verdict.Promoted), new(23, "p", null!, "h23"));

        Assert.StartsWith("Promote flights-delay v7\n\n", message, StringComparison.Ordinal);
        Assert.EndsWith(
            "\n\nLandfall-Run: flights-delay-3f9a1c2b4d5e\nLandfall-Verdict: Promoted\nLandfall-Record: 23 h23\n",
            message, StringComparison.Ordinal);
        Assert.DoesNotContain("\nLandfall-Verdict: Cancelled", message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_run_passed_by_an_override_stands_in_the_commit_and_adds_no_other_trailer()
    {
        var message = CommitMessage.Of(
            new(Run, Seven, "fine", Verdict.Promoted), null, ["freeze window 'audit' overridden by ana and bo\nLandfall-Verdict: Cancelled"]);

        Assert.EndsWith(
            "\nLandfall-Verdict: Promoted\nLandfall-Override: freeze window 'audit' overridden by ana and bo Landfall-Verdict: Cancelled\n", message,
            StringComparison.Ordinal);
    }
}
