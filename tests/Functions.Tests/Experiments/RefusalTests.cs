using Landfall.Contracts;
using Landfall.Domain.Storage;
using Landfall.Functions.Approve.Activities;
using Landfall.Functions.Record.Activities;
using Landfall.Functions.Rollout.Activities;
using Landfall.Functions.Tests.Record;

namespace Landfall.Functions.Tests.Experiments;

/// <summary>
/// What comes after an evaluation refuses an experiment before it does anything: there is nothing behind these activities that they
/// could reach. Register's are tested beside its others, with a registry.
/// </summary>
public sealed class RefusalTests
{
    private static readonly Run Tried = RecordFixture.Run with
    {
        Id = "flights-delay-exp0123456789ab",
        Trigger = new("experiment", "try-1"),
        Experiment = new("ada", null, [], "sha256:b"),
    };

    private static readonly ModelVersionRef Version = RecordFixture.Version(7);
    private static readonly RouteRef Route = new("landfall-serve", "flights");
    private static readonly EvaluationResult Good = new(EvaluationOutcome.Pass, "good", [], [], [], "r", "sha256:r");
    private static readonly ApprovalPlan Plan = new(ApprovalWhen.Always, 1, ["ml-leads"], null, TimeSpan.FromDays(3));

    public static TheoryData<string> Acts => [.. Activities.Keys];

    private static Dictionary<string, Func<Task>> Activities { get; } = new()
    {
        [Steps.RequestApproval] = () => new RequestApprovalActivity(null!, null!, null!, TimeProvider.System)
            .Run(new("a", Tried, Version, null, Good, Plan, "march"), default),
        [Steps.AskRelease] = () => new AskReleaseActivity(null!, null!).Run(new(Tried, "nulls", Plan, default), default),
        [Steps.StartCheck] = () => new StartCheckActivity(null!, null!, null!, null!, TimeProvider.System, null!)
            .Run(new(Tried, Version, "bias"), default),
        [Steps.AcquireRoute] = () => new AcquireRouteActivity(null!, null!, null!, null!, null!)
            .Run(new(Tried, "flights"), default),
        [Steps.DeployVersion] = () => new DeployVersionActivity(null!, null!, null!, null!, null!, null!, null!)
            .Run(new(Tried, Version), default),
        [Steps.ApplyTraffic] = () => new ApplyTrafficActivity(null!, null!, null!, null!, null!, null!)
            .Run(new(Route, new(null, Version, 100, false, "1-1"), new(1, 1), MayOverride: false, Tried.Id, "why"), null!, default),
        [Steps.AdmitAlias] = () => new AdmitAliasActivity(null!, null!, null!, null!, null!).Run(new(Tried, Version), null!, default),
        [Steps.CommitDesiredState] = () => new CommitDesiredStateActivity(null!, null!)
            .Run(new(Tried, Version, "why", Verdict.Promoted), default),
    };

    [Theory]
    [MemberData(nameof(Acts))]
    public async Task An_experiment_is_refused_outright(string act)
    {
        var refused = await Assert.ThrowsAsync<TerminalFailure>(Activities[act]);

        Assert.StartsWith($"Run {Tried.Id} is an experiment and may not ", refused.Message, StringComparison.Ordinal);
    }
}
