using Landfall.Contracts.Documents;

namespace Landfall.Domain.Documents;

/// <summary>What follows from the numbers of one step at a given traffic.</summary>
/// <param name="Step">The step.</param>
/// <param name="Samples">Requests the candidate sees within the step's own time.</param>
/// <param name="HoursToSamples">Hours until <c>minSamples</c> are there.</param>
/// <param name="HoursToSafety">Hours until safety is shown at this weight alone; null when it is not required.</param>
public sealed record StepForecast(StepSpec Step, double Samples, double HoursToSamples, double? HoursToSafety)
{
    /// <summary>Whether the step's own time is enough for its samples and its proof, as a rule.</summary>
    public bool IsEnough => Math.Max(HoursToSamples, HoursToSafety ?? 0) <= Step.Duration.TotalHours;
}
