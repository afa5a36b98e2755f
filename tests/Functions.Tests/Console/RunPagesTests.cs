using Landfall.Contracts;
using Landfall.Domain.Records;
using Landfall.Functions.Console.Pages;
using Landfall.Functions.Tests.Record;

namespace Landfall.Functions.Tests.Console;

public sealed class RunPagesTests
{
    private static readonly RunRecord Record = new([], null, new(true, 0, null, "0 entries, intact"));

    [Fact]
    public void A_reason_from_outside_is_shown_and_never_obeyed()
    {
        var run = new RunStatus(
            RecordFixture.Run, [new("landed", StepState.Done, Detail: "<b>3 files</b>")], RecordFixture.Now, null,
            Verdict.Rejected, "<script>alert(1)</script>");

        var page = RunPages.Run(run, null, Record, "k&y").Markup;

        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;3 files", page, StringComparison.Ordinal);
        Assert.Contains("?code=k%26y", page, StringComparison.Ordinal);
        Assert.Contains("✕ rejected", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_waits_says_for_what_and_since_when()
    {
        var run = new RunStatus(
            RecordFixture.Run, [], RecordFixture.Now, WaitingFor: "1 of ml-leads", WaitingSince: RecordFixture.Now);

        var page = RunPages.Fleet([run], null).Markup;

        Assert.Contains("▲ waiting", page, StringComparison.Ordinal);
        Assert.Contains("Waits since 2026-03-01 12:00:00Z for 1 of ml-leads", page, StringComparison.Ordinal);
    }
}
