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

        if (environment.Spec.Experiments is { } own
            && (own.Train == own.Evaluate || new[] { own.Train, own.Evaluate }.Intersect([names.Train, names.Evaluate, names.Serve]).Any()))
        {
            yield return new("spec.experiments", "A namespace of experiments has another use too.", "two namespaces that nothing else uses",
                "Experiments must take nothing from deliveries, and their trainers must not reach what is held out.");
        }
    }
}
