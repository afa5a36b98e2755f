using Landfall.Contracts.Documents;
using Landfall.Domain.Documents.Reading;

namespace Landfall.Domain.Documents.Checks;

/// <summary>Freeze windows end after they start, and more risk never needs fewer approvals.</summary>
internal static class PolicyCheck
{
    public static IEnumerable<Finding> Of(DeliveryPolicy policy)
    {
        for (var i = 0; i < policy.Spec.Freeze.Count; i++)
        {
            if (policy.Spec.Freeze[i].To <= policy.Spec.Freeze[i].From)
                yield return new($"spec.freeze[{i}].to", "The window ends before it starts.", "later than from");
        }

        foreach (var (window, i) in policy.Spec.Weekly.Select((window, i) => (window, i)))
        {
            foreach (var finding in HoursCheck.Of(window.TimeZone, window.From, window.To, $"spec.weekly[{i}]"))
                yield return finding;
        }

        var quorum = policy.Spec.Quorum;
        if (quorum.Low > quorum.Medium || quorum.Medium > quorum.High)
            yield return new("spec.quorum", "More risk needs fewer approvals.", "low <= medium <= high");
    }
}
