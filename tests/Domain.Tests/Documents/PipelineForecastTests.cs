using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;

namespace Landfall.Domain.Tests.Documents;

public sealed class PipelineForecastTests
{
    private readonly ModelPipeline _pipeline =
        (ModelPipeline)DocumentReader.Read(DocumentCases.Read("valid/smallest.yaml")).Document!;

    [Fact]
    public void Samples_follow_from_traffic_weight_and_time()
    {
        var steps = PipelineForecast.Of(_pipeline, 20, 0.002);

        Assert.Equal([36_000, 120, 2_400, 18_000, 72_000], steps.Select(step => Math.Round(step.Samples)));
        Assert.Equal(2_000 / 20.0 / 3_600, steps[0].HoursToSamples, 9);
    }

    [Fact]
    public void Only_a_step_that_requires_safety_says_when_it_is_shown()
    {
        var steps = PipelineForecast.Of(_pipeline, 20, 0.002);

        Assert.Equal(StepProof.Safety, Assert.Single(steps, step => step.HoursToSafety is not null).Step.Require);
        // More traffic shows it sooner; a step that is too short is told apart.
        Assert.True(PipelineForecast.Of(_pipeline, 200, 0.002)[3].HoursToSafety < steps[3].HoursToSafety);
        Assert.False(PipelineForecast.Of(_pipeline, 0.1, 0.002)[3].IsEnough);
    }
}
