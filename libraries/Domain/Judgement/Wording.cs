namespace Landfall.Domain.Judgement;

/// <summary>How numbers are written in explanations, the same in every judge.</summary>
internal static class Wording
{
    public static string Percent(double rate) => rate is > 0 and < 0.001
        ? $"{rate * 100:0.0##} %"
        : $"{rate * 100:0.0} %";

    public static string Evidence(double value) => value switch
    {
        >= 1e6 => "over 1,000,000",
        >= 10 => Math.Floor(value).ToString("N0"),               // never rounded up to a threshold it has not reached
        >= 0.1 => (Math.Floor(value * 10) / 10).ToString("0.0"),
        _ => "under 0.1",
    };
}
