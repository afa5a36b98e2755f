using Landfall.Domain.Serving;

namespace Landfall.Cli.Output;

/// <summary>What Git, registry and cluster say, in a few lines.</summary>
internal static class AgreementView
{
    public static IEnumerable<string> Lines(Agreement agreement)
    {
        yield return $"{Mark(agreement.State)} {agreement.Explanation}";
        yield return $"  git       {agreement.Git}";
        yield return $"  registry  {agreement.Registry?.ToString() ?? "no champion"}";
        yield return $"  cluster   {agreement.Cluster?.ToString() ?? "nobody"}"
            + (agreement.ClusterSeenAt is { } at ? $", read at {at.UtcDateTime:u}" : "");
    }

    private static string Mark(AgreementState state) => state switch
    {
        AgreementState.Agree => "✓",
        AgreementState.Moving => "●",
        AgreementState.Differ => "✕",
        _ => "?",
    };
}
