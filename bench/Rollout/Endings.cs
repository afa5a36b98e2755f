using System.Globalization;
using Landfall.Domain.Rollout.Simulation;

namespace Landfall.Bench.Rollout;

/// <summary>Figures of many endings, as they are written.</summary>
internal static class Endings
{
    public static double Harm(this Ending[] ends) => ends.Count(end => end.IsHarm) / (double)ends.Length;

    /// <summary>Never found counts as longer than all.</summary>
    public static Spread Seconds(this Ending[] ends) =>
        Spread.Of(ends.Select(end => end.IsHarm ? end.Seconds : double.PositiveInfinity));

    public static Spread Exposed(this Ending[] ends) => Spread.Of(ends.Select(end => (double)end.Exposed));

    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.00} %");

    public static string Number(double number) => double.IsInfinity(number)
        ? "never"
        : number.ToString("#,0.#", CultureInfo.InvariantCulture);
}
