using Landfall.Contracts;
using Landfall.Domain.Storage;

namespace Landfall.Functions.Tests.Approve;

/// <summary>An outside check is started once.</summary>
public sealed class StartCheckTests
{
    [Fact]
    public async Task It_is_told_what_is_checked_until_when_and_where_the_answer_goes()
    {
        var bench = await CheckBench.Make();

        var started = await bench.Start();

        Assert.Equal(
            ("flights-0123456789ab-check-bias", bench.Time.GetUtcNow().AddHours(2), "bias.yml of example/audits at main, GitHub"),
            (started.Ticket.Id, started.Ticket.ExpiresAt, started.Ticket.Where));
        Assert.Equal("https://ci.example.com/runs/7", started.Page!.AbsoluteUri);
        var (subject, callback) = Assert.Single(bench.Asked);
        Assert.Equal((bench.Id, "bias", bench.Run.Id, 7, "sha256:st7"), (subject.Id, subject.Check, subject.Run, subject.Version, subject.Statement));
        Assert.StartsWith($"http://localhost:7076/api/checks/{bench.Id}/result?t=lf1.checks.", callback.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asked_again_it_finds_that_it_was_started_and_has_the_same_end()
    {
        var bench = await CheckBench.Make();
        var first = await bench.Start();
        bench.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(first, await bench.Start());
        Assert.Single(bench.Asked);
    }

    [Fact]
    public async Task Asked_twice_at_once_one_waits_for_the_other()
    {
        var bench = await CheckBench.Make();
        Task<StartedCheck>? second = null;
        bench.OnStart = () =>
        {
            second ??= bench.Start();
            return null;
        };

        var first = await bench.Start();

        Assert.Contains("is being started by another try", (await Assert.ThrowsAsync<IOException>(() => second!)).Message, StringComparison.Ordinal);
        Assert.Equal(first, await bench.Start());
        Assert.Single(bench.Asked);
    }

    [Fact]
    public async Task After_a_try_that_failed_the_next_need_not_wait()
    {
        var bench = await CheckBench.Make();
        bench.OnStart = () => throw new IOException("away");
        await Assert.ThrowsAsync<IOException>(() => bench.Start());
        bench.OnStart = () => null;

        await bench.Start();

        Assert.Equal(2, bench.Asked.Count);
        Assert.Equal(bench.Asked[0].Subject, bench.Asked[1].Subject);       // under the same id, until the same moment
    }

    /// <summary>A process that dies between the call and the note of it: nobody knows, and after a minute it is asked again.</summary>
    [Fact]
    public async Task A_try_of_which_nothing_more_was_heard_is_over_after_a_minute()
    {
        var bench = await CheckBench.Make();
        bench.OnStart = () => throw new InvalidProgramException("the process dies (by order of the test)");
        await Assert.ThrowsAsync<InvalidProgramException>(() => bench.Start());
        bench.OnStart = () => null;

        bench.Time.Advance(TimeSpan.FromSeconds(59));
        await Assert.ThrowsAsync<IOException>(() => bench.Start());
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        await bench.Start();

        Assert.Equal([bench.Id, bench.Id], bench.Asked.Select(message => message.Subject.Id));
    }

    [Fact]
    public async Task What_was_given_up_meanwhile_is_not_started()
    {
        var bench = await CheckBench.Make();
        await bench.Close("cancelled by ada");

        await bench.Start();

        Assert.Empty(bench.Asked);
    }

    [Fact]
    public async Task A_check_that_the_pinned_pipeline_does_not_have_is_a_clear_refusal()
    {
        var bench = await CheckBench.Make();

        var refusal = await Assert.ThrowsAsync<TerminalFailure>(() => bench.Start("licence"));

        Assert.Contains("has no check 'licence'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_part_of_the_address_is_stored()
    {
        var bench = await CheckBench.Make();
        await bench.Start();

        await foreach (var blob in bench.Blobs.List(Containers.Approvals, "", default))
        {
            var content = (await bench.Blobs.Read(new(Containers.Approvals, blob.Name), default))!.Content;
            Assert.DoesNotContain("lf1.", System.Text.Encoding.UTF8.GetString(content.Span), StringComparison.Ordinal);
        }
    }
}
