using Landfall.Contracts.Documents;
using Landfall.Domain.Documents.Reading;
using Landfall.Domain.Policies;

namespace Landfall.Domain.Documents.Checks;

/// <summary>Times of the week name a place that has a clock, and times that it shows.</summary>
internal static class HoursCheck
{
    public static IEnumerable<Finding> Of(ModelPipeline pipeline)
    {
        if (pipeline.Spec.Rollout.During is not { } during)
            return [];

        const string Path = "spec.rollout.during";
        var twice = during.Days.Distinct().Count() == during.Days.Count
            ? Enumerable.Empty<Finding>()
            : [new($"{Path}.days", "A day is named twice.", "each day once")];
        return Of(during.TimeZone, during.From, during.To, Path).Concat(twice);
    }

    public static IEnumerable<Finding> Of(string timeZone, string from, string to, string path)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out _))
            yield return new($"{path}.timeZone", $"There is no time zone '{timeZone}'.", "one such as Europe/Berlin or UTC");
        if (WeeklyHours.Clock(from) is null)
            yield return new($"{path}.from", $"'{from}' is no time of day.", "one such as 16:00");
        if (WeeklyHours.Clock(to) is null)
            yield return new($"{path}.to", $"'{to}' is no time of day.", "one such as 08:00");
    }
}
