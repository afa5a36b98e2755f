using System.Globalization;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;

namespace Landfall.Cli.Output;

/// <summary>What follows from a rollout's numbers at a given traffic.</summary>
internal static class ForecastView
{
    public static void Write(CliHost host, IReadOnlyList<StepForecast> steps, double requestsPerSecond)
    {
        host.Line();
        host.Line(string.Create(CultureInfo.InvariantCulture,
            $"At {requestsPerSecond:0.###} requests per second, each request one observation:"));
        Rows.Write(host,
            ["step", "#lasts", "#samples", "#needs", "#samples there after", "#safety shown after", "note"],
            steps.Select(Row));
    }

    private static IReadOnlyList<string> Row(StepForecast forecast)
    {
        var step = forecast.Step;
        return
        [
            step.IsShadow ? "shadow" : $"{step.LiveWeight} %",
            DurationText.Format(step.Duration),
            forecast.Samples.ToString("N0", CultureInfo.InvariantCulture),
            step.MinSamples.ToString("N0", CultureInfo.InvariantCulture),
            Hours(forecast.HoursToSamples),
            forecast.HoursToSafety is { } safety ? Hours(safety) : "not asked",
            forecast.IsEnough ? "" : "▲ longer than the step: it will be extended",
        ];
    }

    private static string Hours(double hours) =>
        double.IsInfinity(hours) ? "never"
        : hours < 1 ? string.Create(CultureInfo.InvariantCulture, $"{hours * 60:0.#} min")
        : string.Create(CultureInfo.InvariantCulture, $"{hours:0.#} h");
}
