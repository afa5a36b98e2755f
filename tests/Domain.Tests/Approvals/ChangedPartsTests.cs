using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Approvals;
using Landfall.Domain.Documents;
using Landfall.Domain.Tests.Documents;

namespace Landfall.Domain.Tests.Approvals;

public sealed class ChangedPartsTests
{
    private static readonly PipelineSpec Spec =
        ((ModelPipeline)DocumentReader.Read(DocumentCases.Read("valid/full.yaml")).Document!).Spec;

    [Fact]
    public void The_same_documents_changed_nothing() => Assert.Empty(ChangedParts.Of(Spec, "c", Spec with { }, "c"));

    [Fact]
    public void What_moves_traffic_and_who_decides_is_no_novelty_of_the_model() => Assert.Empty(
        ChangedParts.Of(Spec, null, Spec with { Rollout = Spec.Rollout with { LookEvery = TimeSpan.FromMinutes(9) } }, null));

    [Fact]
    public void Every_part_that_makes_another_model_is_named()
    {
        var other = new Dictionary<string, string> { ["RATE"] = "0.1" };
        var before = Spec with
        {
            Label = Spec.Label with { Expr = "delay > 60" },
            Train = Spec.Train with { Image = "another@sha256:1", Env = other },
            Serve = Spec.Serve with { Env = other },
        };

        Assert.Equal(
            [ChangedPart.Label, ChangedPart.Contract, ChangedPart.TrainerImage, ChangedPart.TrainerSettings, ChangedPart.ServerSettings],
            ChangedParts.Of(Spec, "c", before, null));
    }
}
