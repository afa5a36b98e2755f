using Landfall.Contracts.Documents;
using Landfall.Domain.Documents.Reading;
using Landfall.Domain.Policies;

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
            if (!TimeZoneInfo.TryFindSystemTimeZoneById(window.TimeZone, out _))
                yield return new($"spec.weekly[{i}].timeZone", $"There is no time zone '{window.TimeZone}'.", "one such as Europe/Berlin or UTC");
            if (FreezeCalendar.Clock(window.From) is null)
                yield return new($"spec.weekly[{i}].from", $"'{window.From}' is no time of day.", "one such as 16:00");
            if (FreezeCalendar.Clock(window.To) is null)
                yield return new($"spec.weekly[{i}].to", $"'{window.To}' is no time of day.", "one such as 08:00");
        }

        var quorum = policy.Spec.Quorum;
        if (quorum.Low > quorum.Medium || quorum.Medium > quorum.High)
            yield return new("spec.quorum", "More risk needs fewer approvals.", "low <= medium <= high");
    }
}
