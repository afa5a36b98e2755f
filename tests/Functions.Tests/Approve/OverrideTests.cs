using Landfall.Contracts;
using Landfall.Domain.Overrides;
using Landfall.Domain.Storage;
using Landfall.Hosting.Access;

namespace Landfall.Functions.Tests.Approve;

/// <summary>An emergency override over HTTP.</summary>
public sealed class OverrideTests
{
    private readonly OverrideBench bench = new();

    [Fact]
    public async Task Two_people_let_a_run_pass_and_record_and_people_hear_of_it()
    {
        var asked = await bench.Post(OverrideBench.Ask);
        Assert.Equal(200, asked.Status);
        Assert.Contains("\"state\":\"Asked\"", asked.Body, StringComparison.Ordinal);
        Assert.Equal(OverrideState.Asked, (await bench.View()).State);

        var confirmed = await bench.Post(OverrideBench.Confirm);

        Assert.Contains("\"state\":\"Live\"", confirmed.Body, StringComparison.Ordinal);
        Assert.Contains("\"told\":[\"ana\",\"olga\"]", confirmed.Body, StringComparison.Ordinal);
        var view = await bench.View();
        Assert.Equal(("ana", "bo", bench.Time.GetUtcNow().AddHours(2)), (view.AskedBy, view.ConfirmedBy, view.Until));
        Assert.True(view.Passes(OverridableRule.Freeze) && view.Passes(OverridableRule.Approvals) && !view.Passes(OverridableRule.Hours));
        Assert.Equal(
            [
                "emergency override: ana asks to let the run pass the policy's freeze windows, all approvals but one until 2026-12-24 14:00:00Z: "
                + "production is on fire",
                "emergency override: bo confirms that it passes the policy's freeze windows, all approvals but one until 2026-12-24 14:00:00Z, "
                + "as ana asked: seen it too",
            ],
            bench.Recorded.Select(fact => fact.Summary));
        Assert.Equal(["bo", "olga", "ana", "olga"], bench.Sent.Select(message => message.Person));
        Assert.Equal("EMERGENCY OVERRIDE of flights by ana and bo", bench.Sent[^1].Subject);
        Assert.All(bench.Sent, message => Assert.Null(message.Link));
        Assert.Contains("\"state\":\"Live\"", (await bench.Show()).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_act_again_changes_nothing_and_tells_nobody_twice()
    {
        await bench.Post(OverrideBench.Ask);
        await bench.Post(OverrideBench.Ask);
        var first = await bench.Post(OverrideBench.Confirm);
        bench.Time.Advance(TimeSpan.FromMinutes(5));
        var second = await bench.Post(OverrideBench.Confirm);

        Assert.Equal((first.Status, first.Body), (second.Status, second.Body));
        Assert.Equal(2, (await bench.Log.Entries(OverrideBench.RunId, default)).Count);
        Assert.Equal(2, bench.Recorded.Count());
        Assert.Equal(4, bench.Sent.Count);
    }

    [Theory]
    [InlineData("ana")]
    [InlineData("ANA")]
    [InlineData("ana@example.com")]
    public async Task Nobody_confirms_what_they_asked_for(string by)
    {
        await bench.Post(OverrideBench.Ask);

        var refused = await bench.Post($$"""{"act":"confirm","by":"{{by}}"}""");

        Assert.Equal(409, refused.Status);
        Assert.Contains("ana has asked for it and cannot confirm it too", refused.Body, StringComparison.Ordinal);
        Assert.Equal(OverrideState.Asked, (await bench.View()).State);
    }

    [Fact]
    public async Task Who_signed_in_counts_and_not_the_name_that_is_typed()
    {
        var signIn = new OverrideBench(new AccessOptions { EasyAuth = true });
        await signIn.Post(OverrideBench.Ask, "ana@example.com");

        var refused = await signIn.Post(OverrideBench.Confirm, "ana@example.com");

        Assert.Contains("SamePerson", refused.Body, StringComparison.Ordinal);
        Assert.Equal(403, (await signIn.Post(OverrideBench.Confirm)).Status);
        Assert.Equal(403, (await signIn.Show(run: "nothing-0123456789ab")).Status);
        Assert.Equal(403, (await signIn.Post(OverrideBench.Confirm, "eve@example.com")).Status);
        Assert.Equal(200, (await signIn.Post(OverrideBench.Confirm, "bo@example.com")).Status);
    }

    [Theory]
    [InlineData("ana", true, true)]
    [InlineData("olga", true, false)]
    [InlineData("ole", true, false)]
    [InlineData("vic", false, false)]
    [InlineData("eve", false, false)]
    public async Task Roles_say_who_asks_and_who_confirms_and_the_author_never_does(string by, bool asks, bool confirms)
    {
        var guarded = new OverrideBench(access: true);

        Assert.Equal(asks ? 200 : 403, (await guarded.Post(OverrideBench.Ask.Replace("ana", by, StringComparison.Ordinal))).Status);
        var other = new OverrideBench(access: true);
        Assert.Equal(200, (await other.Post(OverrideBench.Ask.Replace("ana", "bo", StringComparison.Ordinal))).Status);
        Assert.Equal(confirms ? 200 : 403, (await other.Post(OverrideBench.Confirm.Replace("bo", by, StringComparison.Ordinal))).Status);
    }

    [Fact]
    public async Task A_withdrawal_ends_it_and_says_so_to_everybody()
    {
        await bench.Post(OverrideBench.Ask);
        await bench.Post(OverrideBench.Confirm);

        Assert.Equal(200, (await bench.Post("""{"act":"withdraw","by":"ole","reason":"the fire is out"}""")).Status);

        Assert.Equal(OverrideState.Withdrawn, (await bench.View()).State);
        Assert.Equal("emergency override: ole withdraws it: the fire is out", bench.Recorded.Last().Summary);
        Assert.Contains("was withdrawn by ole", bench.Sent[^1].Subject, StringComparison.Ordinal);
        Assert.Equal(409, (await bench.Post(OverrideBench.Confirm)).Status);
    }

    [Fact]
    public async Task A_run_that_nobody_knows_or_that_has_ended_passes_nothing()
    {
        Assert.Equal(404, (await bench.Post(OverrideBench.Ask, run: "flights-ffffffffffff")).Status);
        Assert.Equal(404, (await bench.Post(OverrideBench.Ask, run: "../landfall-registry")).Status);
        await bench.Blobs.WriteJson(
            Paths.Status(OverrideBench.RunId),
            new RunStatus(bench.Run, [], bench.Time.GetUtcNow(), bench.Time.GetUtcNow(), Verdict.Rejected, "no"), default);

        var over = await bench.Post(OverrideBench.Ask);

        Assert.Equal(409, over.Status);
        Assert.Contains("has ended (Rejected)", over.Body, StringComparison.Ordinal);
        Assert.Empty(await bench.Log.Entries(OverrideBench.RunId, default));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"by":"ana"}""")]
    [InlineData("""{"act":"expire","by":"ana"}""")]
    [InlineData("""{"act":"ask","by":"ana","reason":"fire"}""")]
    [InlineData("""{"act":"ask","by":"ana","rules":["freeze"]}""")]
    [InlineData("""{"act":"ask","by":"ana","rules":["freeze"],"reason":" "}""")]
    [InlineData("""{"act":"ask","by":"ana","rules":["signature"],"reason":"fire"}""")]
    [InlineData("""{"act":"ask","by":"ana","rules":["freeze"],"reason":"fire","for":"soon"}""")]
    [InlineData("""{"act":"ask","by":"ana","rules":["freeze"],"reason":"fire","for":"25h"}""")]
    [InlineData("""{"act":"ask","by":"ana","rules":["freeze"],"reason":"fire","for":"1s"}""")]
    [InlineData("""{"act":"ask","rules":["freeze"],"reason":"fire"}""")]
    [InlineData("""{"act":"confirm","by":"ana","rules":["freeze"]}""")]
    public async Task What_cannot_be_taken_is_refused_and_leaves_no_entry(string body)
    {
        Assert.Equal(400, (await bench.Post(body)).Status);
        Assert.Empty(bench.Blobs.Names(Containers.Approvals));
    }

    [Fact]
    public async Task Where_nobody_can_be_told_it_stands_and_the_answer_says_so()
    {
        bench.IsAway = true;
        var answer = await bench.Post(OverrideBench.Ask);

        Assert.Equal(200, answer.Status);
        Assert.Contains("the mail server is away", answer.Body, StringComparison.Ordinal);
        bench.IsAway = false;
        Assert.Contains("\"told\":[\"bo\",\"olga\"]", (await bench.Post(OverrideBench.Ask)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_who_confirm_at_once_one_does_and_the_others_are_told_so()
    {
        await bench.Post(OverrideBench.Ask);
        var ground = new OverrideGround(bench.Time.GetUtcNow(), bench.Run.Documents.Policy);

        var rulings = await Task.WhenAll(Enumerable.Range(0, 20).Select(one => Task.Run(() => bench.Log.Append(
            OverrideBench.RunId, log => OverrideRules.Confirm(OverrideBench.RunId, log, $"person-{one}", null, ground), default))));

        Assert.Single(rulings, ruling => ruling.Refused == OverrideRefused.None);
        Assert.Equal(19, rulings.Count(ruling => ruling.Refused == OverrideRefused.ConfirmedAlready));
        Assert.Equal(
            [OverrideAct.Ask, OverrideAct.Confirm], (await bench.Log.Entries(OverrideBench.RunId, default)).Select(entry => entry.Act));
    }

    [Fact]
    public async Task Questions_that_one_yes_is_enough_for_now_are_woken()
    {
        var (approval, step) = (Orchestrators.ApprovalId(OverrideBench.RunId), Orchestrators.StepApprovalId(OverrideBench.RunId, 3));
        foreach (var id in new[] { approval, step })
        {
            await bench.Blobs.WriteJson(Paths.Question(id), new { }, default);
            bench.Hub.Add(Orchestrators.Approval, id);
        }

        await bench.Post(OverrideBench.Ask);
        Assert.Empty(bench.Hub.Raised);
        await bench.Post(OverrideBench.Confirm);

        Assert.Equal(
            [(step, Signals.Decided), (approval, Signals.Decided)], bench.Hub.Raised.Select(raised => (raised.Instance, raised.Event)));
    }
}
