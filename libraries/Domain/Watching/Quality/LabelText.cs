using System.Globalization;
using Landfall.Contracts.Agent;
using Landfall.Contracts.Documents;

namespace Landfall.Domain.Watching.Quality;

/// <summary>
/// Labels and predictions in one form, so that they can be compared and kept: <c>0</c> or <c>1</c>, a number, or a hash of
/// the class. Which class it was is told nowhere; that two are the same is enough.
/// </summary>
internal static class LabelText
{
    /// <returns>Null when it is no label of the task.</returns>
    public static string? Of(ModelTask task, string text) => task switch
    {
        ModelTask.Binary => Binary(text),
        ModelTask.Multiclass => JoinKey.Of([text]),
        _ => Number(text)?.ToString("R", CultureInfo.InvariantCulture),
    };

    /// <summary>What a label of the task looks like, for messages.</summary>
    public static string Expected(ModelTask task) => task == ModelTask.Binary ? "0 or 1, false or true" : "a finite number";

    private static string? Binary(string text) =>
        bool.TryParse(text, out var yes) ? (yes ? "1" : "0") : JoinKey.Canonical(text) is ("0" or "1") and var number ? number : null;

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
