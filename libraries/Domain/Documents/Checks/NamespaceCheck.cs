using Landfall.Contracts.Documents;
using Landfall.Domain.Documents.Reading;

namespace Landfall.Domain.Documents.Checks;

/// <summary>Training, evaluation and serving are kept apart: their identities may do different things.</summary>
internal static class NamespaceCheck
{
    public static IEnumerable<Finding> Of(EnvironmentDocument environment)
    {
        var names = environment.Spec.Namespaces;
        if (new[] { names.Train, names.Evaluate, names.Serve }.Distinct().Count() < 3)
        {
            yield return new("spec.namespaces", "Two namespaces are the same.", "three different namespaces",
                "What may start in one of them must not be able to start in another.");
        }
    }
}
