using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;

namespace Landfall.Samples.Tests;

public sealed class DocumentsTests
{
    [Theory]
    [InlineData("samples/flights/pipeline.yaml", "samples/flights/contract.yaml")]
    [InlineData("samples/python/pipeline.yaml", null)]
    [InlineData("samples/tickets/pipeline.yaml", null)]
    public void The_samples_fit_the_local_environment_and_policy(string pipeline, string? contract)
    {
        var problems = CrossChecks.Of(
            Read<ModelPipeline>(pipeline), Read<EnvironmentDocument>("local/Documents/environment.yaml"),
            Read<DeliveryPolicy>("local/Documents/policy.yaml"), contract is null ? null : Read<DataContract>(contract));

        Assert.Empty(problems);
    }

    private static T Read<T>(string path)
        where T : IDocument
    {
        var reading = DocumentReader.Read(File.ReadAllText(SourceTree.At(path)));
        Assert.Empty(reading.Problems);
        return Assert.IsType<T>(reading.Document);
    }
}
