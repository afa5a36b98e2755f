using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Access;
using Landfall.Domain.Documents;
using Landfall.Domain.Overrides;

namespace Landfall.Domain.Tests.Overrides;

/// <summary>Olga wrote the pipeline; ana and bo lead; ole operates, vic looks, pia is admin.</summary>
public sealed class OverridePeopleTests
{
    private static readonly OverrideCircle Circle = new(Pipeline("author"), new(), Environment("""
          access:
            - { role: approver, of: [ml-leads] }
            - { role: operator, of: [ole, authors], pipelines: ["flights*"] }
            - { role: viewer, of: [vic] }
            - { role: admin, of: [pia] }
        """));

    [Theory]
    [InlineData("ana", true, true)]
    [InlineData("bo", true, true)]
    [InlineData("olga", true, false)]
    [InlineData("ole", true, false)]
    [InlineData("pia", true, false)]
    [InlineData("vic", false, false)]
    public void Who_steers_asks_and_who_approves_confirms_and_the_author_does_not(string person, bool asks, bool confirms)
    {
        Assert.Equal(asks, Refusal(OverrideAct.Ask, person) is null);
        Assert.Equal(confirms, Refusal(OverrideAct.Confirm, person, OverrideState.Asked) is null);
    }

    [Fact]
    public void A_refusal_names_the_person_and_who_may() => Assert.Equal(
        "olga may not confirm an override of flights: that takes who may approve at high risk and is not its author. These may: ana, bo.",
        Refusal(OverrideAct.Confirm, "olga", OverrideState.Asked));

    [Fact]
    public void A_stranger_is_no_person_whatever_role_the_tenant_gives()
    {
        var program = new Caller("app:robot", null, [AccessRole.Admin]);

        Assert.All(Enum.GetValues<OverrideAct>(), act => Assert.Contains(
            "app:robot is nobody whom the environment knows", OverridePeople.Refusal(act, program, View(OverrideState.Live), Circle),
            StringComparison.Ordinal));
    }

    [Fact]
    public void Who_spoke_may_always_withdraw_and_a_viewer_may_not()
    {
        var bench = Circle with { Environment = Environment("  access: [ { role: admin, of: [pia] } ]") };

        Assert.Null(OverridePeople.Refusal(OverrideAct.Withdraw, Caller.Claimed("ana", bench.Environment), View(OverrideState.Live), bench));
        Assert.NotNull(Refusal(OverrideAct.Withdraw, "vic", OverrideState.Live));
    }

    [Fact]
    public void The_groups_that_the_policy_names_for_high_risk_come_before_those_of_the_pipeline()
    {
        var strict = Circle with { Policy = new(Approvers: new(High: ["board"])), Environment = Circle.Environment with { Access = null } };

        Assert.Equal(["cem"], OverridePeople.Confirmers(strict));
        Assert.Equal(["cem", "olga"], OverridePeople.Told(strict));
    }

    [Fact]
    public void Where_only_one_person_could_confirm_their_own_ask_is_refused_at_once()
    {
        var alone = Circle with { Pipeline = Pipeline("author, bo") };

        Assert.Contains("Nobody but ana could confirm it", OverridePeople.Refusal(
            OverrideAct.Ask, Caller.Claimed("ana", alone.Environment), View(OverrideState.None), alone), StringComparison.Ordinal);
        Assert.Null(OverridePeople.Refusal(OverrideAct.Ask, Caller.Claimed("ole", alone.Environment), View(OverrideState.None), alone));
    }

    private static string? Refusal(OverrideAct act, string person, OverrideState state = OverrideState.None) =>
        OverridePeople.Refusal(act, Caller.Claimed(person, Circle.Environment), View(state), Circle);

    private static OverrideView View(OverrideState state) =>
        OverrideBook.Of(Spoken.Run, Spoken.LogOf(state), Spoken.GroundOf(state));

    private static ModelPipeline Pipeline(string notBy) => (ModelPipeline)DocumentReader.Read($$"""
        apiVersion: landfall.dev/v1
        kind: ModelPipeline
        metadata: { name: flights, owner: authors }
        spec:
          data: { container: flights, prefix: monthly/, complete: { marker: _SUCCESS } }
          label: { name: delayed, expr: "delay > 15" }
          train: { image: registry.local/trainer:1 }
          serve: { image: registry.local/server:1, route: flights }
          approve: { by: [ml-leads], notBy: [{{notBy}}] }
          preset: standard
        """).Document!;

    private static EnvironmentSpec Environment(string access) => ((EnvironmentDocument)DocumentReader.Read(LocalEnvironment.Of(
        "{ ml-leads: [ana, bo, olga], authors: [olga], board: [cem] }", ["ana", "bo", "cem", "ole", "olga", "vic", "pia"], access)).Document!).Spec;
}
