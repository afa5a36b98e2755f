using Landfall.Contracts.Documents;
using Landfall.Domain.Documents.Reading;
using Landfall.Domain.Git;
using Landfall.Domain.Policies;
using Landfall.Domain.Serving.Gateways;
using Landfall.Domain.Training;

namespace Landfall.Domain.Documents.Checks;

/// <summary>What a pipeline needs from its environment is there.</summary>
internal static class SurroundingsCheck
{
    public static IEnumerable<Finding> Of(PipelineSpec pipeline, EnvironmentSpec environment) =>
        Groups(pipeline.Approve.By, [.. environment.Groups.Keys])
            .Concat(Mirror(pipeline, environment.Gateway))
            .Concat(Prices(pipeline.Train, environment.Prices))
            .Concat(MetricLag.Of(pipeline, environment.Metrics))
            .Concat(PullRequests(pipeline.Record?.Git, environment.Git))
            .Concat(Images(pipeline, environment.Registries));

    private static IEnumerable<Finding> Groups(IReadOnlyList<string> asked, IReadOnlyList<string> known) =>
        from name in asked.Select((text, index) => (Text: text, Index: index))
        where !known.Contains(name.Text)
        select new Finding($"spec.approve.by[{name.Index}]", $"The environment has no group '{name.Text}'.",
            $"one of: {string.Join(", ", known)}", DidYouMean.Hint(name.Text, known));

    private static IEnumerable<Finding> Mirror(PipelineSpec pipeline, GatewaySpec gateway)
    {
        if (GatewayNeeds.HasShadow(pipeline) && !GatewayNeeds.IsSaidToMirror(gateway))
        {
            yield return new("spec.rollout.steps[0].shadow", "The environment's gateway cannot mirror requests.",
                "a gateway with the capability 'mirror', or no shadow step");
        }
        else if (GatewayNeeds.HasPartialShadow(pipeline) && GatewayNeeds.ShadowRefusal(gateway, isPartial: true) is not null)
        {
            yield return new("spec.rollout.steps[0].mirror", "The environment's gateway cannot mirror a percentage of the requests.",
                "a gateway with the capability 'mirrorPercent', or all requests");
        }
    }

    private static IEnumerable<Finding> Prices(TrainSpec train, PricesSpec? prices)
    {
        const string Path = "spec.train.budget.money";
        if (train.Budget.Money is null)
            yield break;

        if (prices is null)
            yield return new(Path, "The environment names no prices.", "an Environment with spec.prices, or a budget of hours alone");
        else if (RunningTime.Price(train, prices) == 0)
        {
            yield return new(Path, "By the environment's prices the trainer costs nothing.",
                "a price of what the trainer asks for, or a budget of hours alone");
        }
    }

    private static IEnumerable<Finding> PullRequests(GitRecordSpec? record, GitSpec? repository)
    {
        if (record?.Mode == GitMode.PullRequest && (repository is null || PullRequestPlace.Of(repository) is null))
        {
            yield return new("spec.record.git.mode", "No pull request can be opened for the environment's repository.",
                PullRequestPlace.Expected);
        }
    }

    private static IEnumerable<Finding> Images(PipelineSpec pipeline, IReadOnlyList<string> registries)
    {
        (string Image, string Path)[] images = [(pipeline.Train.Image, "spec.train.image"), (pipeline.Serve.Image, "spec.serve.image")];
        return images.Where(image => !ImagePrefixes.Allow(registries, image.Image))
            .Select(image => new Finding(image.Path, "The environment does not allow this image.", $"an image under {string.Join(", ", registries)}"));
    }
}
