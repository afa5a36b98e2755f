namespace Landfall.DuckDb.Inference;

/// <summary>Round limits with room: the next dataset will go a little further than this one.</summary>
internal static class Headroom
{
    private const double Room = 1.5;

    /// <summary>Zero stays a ceiling, and a floor: what was never negative is a count, a price or an age.</summary>
    public static double Above(double greatest) =>
        greatest == 0 ? 0 : Up(greatest > 0 ? greatest * Room : greatest / Room);

    public static double Below(double least) => least == 0 ? 0 : -Above(-least);

    /// <summary>The next number upward of which only the first digit is not zero.</summary>
    private static double Up(double value)
    {
        var unit = Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(value))));
        return Math.Round(Math.Ceiling(value / unit) * unit, 12);
    }
}
