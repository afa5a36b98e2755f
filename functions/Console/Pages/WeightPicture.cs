using Landfall.Functions.Console.Runs;
using Landfall.Hosting.Pages;

namespace Landfall.Functions.Console.Pages;

/// <summary>
/// Who has the live traffic: now as a bar, over time as steps. Sizes are attributes, not styles: the page's policy lets no
/// inline style in.
/// </summary>
internal static class WeightPicture
{
    private const int Width = 640;
    private const int Height = 64;

    /// <param name="weight">Percent for the candidate; null when nobody knows, which is drawn as such.</param>
    public static Html Bar(int? weight, bool hasChampion) => weight is { } candidate
        ? Html.Of($"""
            <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label="{Words(candidate, hasChampion)}">
            <rect class="ground" width="100" height="6"/>
            {Html.When(hasChampion, () => Html.Of($"<rect class=\"champion\" width=\"{100 - candidate}\" height=\"6\"/>"))}
            <rect class="candidate" x="{100 - candidate}" width="{candidate}" height="6"/></svg>
            <p>{Words(candidate, hasChampion)}</p>
            """)
        : Html.Of($"""
            <svg class="bar" viewBox="0 0 640 24" preserveAspectRatio="none" role="img" aria-label="unknown">
            <defs><pattern id="unknown" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <line class="hatch" y2="8" stroke-width="4"/></pattern></defs>
            <rect width="640" height="24" fill="url(#unknown)"/></svg>
            <p class="unknown">Unknown: neither the rollout nor the record says who has the traffic.</p>
            """);

    /// <summary>The candidate's weight over time, to the last move or, while it runs, to now.</summary>
    public static Html OverTime(IReadOnlyList<TrafficMove> moves, DateTimeOffset until)
    {
        if (moves.Count == 0)
            return Html.Empty;

        var from = moves[0].At;
        var span = Math.Max(1, (until - from).TotalSeconds);
        int X(DateTimeOffset at) => (int)(Math.Clamp((at - from).TotalSeconds / span, 0, 1) * Width);
        var ends = moves.Skip(1).Select(move => move.At).Append(until);
        var pieces = moves.Zip(ends, (move, end) => (X: X(move.At), Until: X(end), move.Weight));
        return Html.Of($"""
            <figure><figcaption>Live traffic from {PageTime.Stamp(from)} to {PageTime.Stamp(until)}:
            <span class="champion">champion above</span>, <span class="candidate">candidate below</span>, a line at each move</figcaption>
            <svg class="time" viewBox="0 0 {Width} {Height}" preserveAspectRatio="none" aria-hidden="true">
            <rect class="champion" width="{Width}" height="{Height}"/>
            {Html.Each(pieces, piece => Piece(piece.X, piece.Until, Height * piece.Weight / 100))}
            <line class="half" x2="{Width}" y1="{Height / 2}" y2="{Height / 2}"/>
            {Html.Each(moves.Skip(1), move => Mark(X(move.At)))}
            </svg></figure>
            """);
    }

    private static Html Piece(int from, int until, int height) => Html.Of(
        $"<rect class=\"candidate\" x=\"{from}\" y=\"{Height - height}\" width=\"{until - from}\" height=\"{height}\"/>");

    private static Html Mark(int x) => Html.Of($"<line class=\"mark\" x1=\"{x}\" x2=\"{x}\" y2=\"{Height}\"/>");

    private static string Words(int candidate, bool hasChampion) => hasChampion
        ? $"Champion {100 - candidate} %, candidate {candidate} % of live traffic."
        : candidate > 0 ? $"Candidate {candidate} % of live traffic; there is no champion." : "No version has live traffic.";
}
