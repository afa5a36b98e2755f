using Landfall.Contracts.Documents;
using Landfall.Domain.Documents.Reading;

namespace Landfall.Domain.Documents.Checks;

/// <summary>The fewest pods are no more than the most.</summary>
internal static class ScaleCheck
{
    public static IEnumerable<Finding> Of(ModelPipeline pipeline)
    {
        if (pipeline.Spec.Serve.Scale is { } scale && scale.Min > scale.Max)
            yield return new("spec.serve.scale.min", $"{scale.Min} pods at least are more than {scale.Max} at most.", $"at most {scale.Max}");
    }
}
