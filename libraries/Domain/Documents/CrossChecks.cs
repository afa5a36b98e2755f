using Landfall.Contracts.Agent;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents.Checks;
using Landfall.Domain.Documents.Reading;
using Landfall.Domain.Git;
using Landfall.Domain.Policies;
using Landfall.Domain.Serving.Gateways;
using Landfall.Domain.Training;

namespace Landfall.Domain.Documents;

/// <summary>
/// What a pipeline must satisfy together with its environment, policy and contract; done when it is applied, because
/// the same pipeline serves several environments.
/// </summary>
public static class CrossChecks
{
    /// <summary>What does not fit; places have line 0, since the texts are not at hand.</summary>
    public static IReadOnlyList<DocumentProblem> Of(
        ModelPipeline pipeline, EnvironmentDocument? environment, DeliveryPolicy? policy, DataContract? contract)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        IEnumerable<Finding> findings = [];
        if (environment is not null)
            findings = findings.Concat(Environment(pipeline.Spec, environment.Spec));
        if (policy is not null)
            findings = findings.Concat(Policy(pipeline.Spec, policy.Spec));
        if (contract is not null)
            findings = findings.Concat(Columns(pipeline.Spec, contract.Spec));
        return [.. findings.Select(f => new DocumentProblem(f.Path, 0, 0, f.Message, f.Expected, f.Hint))];
    }

    private static IEnumerable<Finding> Environment(PipelineSpec pipeline, EnvironmentSpec environment)
    {
        var groups = environment.Groups.Keys.ToList();
        foreach (var (name, index) in pipeline.Approve.By.Select((name, index) => (name, index)))
        {
            if (!groups.Contains(name))
            {
                yield return new($"spec.approve.by[{index}]", $"The environment has no group '{name}'.",
                    $"one of: {string.Join(", ", groups)}", DidYouMean.Hint(name, groups));
            }
        }

        if (GatewayNeeds.HasShadow(pipeline) && !GatewayNeeds.IsSaidToMirror(environment.Gateway))
        {
            yield return new("spec.rollout.steps[0].shadow", "The environment's gateway cannot mirror requests.",
                "a gateway with the capability 'mirror', or no shadow step");
        }

        if (pipeline.Train.Budget.Money is not null && environment.Prices is null)
        {
            yield return new("spec.train.budget.money", "The environment names no prices.",
                "an Environment with spec.prices, or a budget of hours alone");
        }

        if (pipeline.Train.Budget.Money is not null && environment.Prices is { } prices && RunningTime.Price(pipeline.Train, prices) == 0)
        {
            yield return new("spec.train.budget.money", "By the environment's prices the trainer costs nothing.",
                "a price of what the trainer asks for, or a budget of hours alone");
        }

        foreach (var finding in MetricLag.Of(pipeline, environment.Metrics))
            yield return finding;

        if (pipeline.Record?.Git?.Mode == GitMode.PullRequest && (environment.Git is not { } git || PullRequestPlace.Of(git) is null))
        {
            yield return new("spec.record.git.mode", "No pull request can be opened for the environment's repository.",
                PullRequestPlace.Expected);
        }

        foreach (var finding in Images(pipeline, environment.Registries, "The environment does not allow this image."))
            yield return finding;
    }

    private static IEnumerable<Finding> Policy(PipelineSpec pipeline, PolicySpec policy) =>
        PolicyRules.Of(policy, pipeline).Where(ruling => !ruling.Holds)
            .Select(ruling => new Finding(ruling.Path, ruling.Explanation, ruling.Expected));

    private static IEnumerable<Finding> Images(PipelineSpec pipeline, IReadOnlyList<string> prefixes, string message)
    {
        (string Image, string Path)[] images =
            [(pipeline.Train.Image, "spec.train.image"), (pipeline.Serve.Image, "spec.serve.image")];
        return images.Where(image => !ImagePrefixes.Allow(prefixes, image.Image))
            .Select(image => new Finding(image.Path, message, $"an image under {string.Join(", ", prefixes)}"));
    }

    private static IEnumerable<Finding> Columns(PipelineSpec pipeline, ContractSpec contract)
    {
        var known = contract.Columns.Select(column => column.Name).ToList();
        var split = pipeline.Holdout.Split;
        var used = (split.Hash ?? []).Select((name, i) => (name, $"spec.holdout.split.hash[{i}]"))
            .Concat(pipeline.Evaluate.Gates.SelectMany((gate, g) =>
                gate.Slices.Select((name, i) => (name, $"spec.evaluate.gates[{g}].slices[{i}]"))))
            .Concat(pipeline.Evaluate.Behaviours.SelectMany((check, i) => BehaviourChange.Named(check, $"spec.evaluate.behaviour[{i}]")))
            .Concat((pipeline.Label.Arrives?.JoinOn ?? []).Select((name, i) => (name, $"spec.label.arrives.joinOn[{i}]"))
                .Where(column => column.name != JoinKey.RequestId))
            .Append((split.Group ?? "*", "spec.holdout.split.group"))
            .Append((split.Time ?? "*", "spec.holdout.split.time"));
        var values = pipeline.Evaluate.Behaviours.SelectMany((check, i) =>
            BehaviourValues.Of(check, $"spec.evaluate.behaviour[{i}]", contract.Columns));
        return used.Where(column => column.Item1 != "*" && !known.Contains(column.Item1))
            .Select(column => new Finding(column.Item2, $"The contract has no column '{column.Item1}'.",
                $"one of: {string.Join(", ", known)}", DidYouMean.Hint(column.Item1, known)))
            .Concat(values);
    }
}
