using Landfall.Contracts;

namespace Landfall.Cli.Output;

/// <summary>An emergency override in one line.</summary>
internal static class OverrideLine
{
    public static string Of(OverrideView view) => Rows.Safe($"{Mark(view)} {view.RunId}: {view.Explanation}");

    /// <returns>Null where nothing is passed and nobody asks for it.</returns>
    public static string? Standing(OverrideView view) => view.State is OverrideState.Asked or OverrideState.Live
        ? Rows.Safe($"{Mark(view)} emergency override: {view.Explanation}")
        : null;

    private static string Mark(OverrideView view) => view.State switch
    {
        OverrideState.Live => "!",
        OverrideState.Asked => "▲",
        _ => "·",
    };
}
