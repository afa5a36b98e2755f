using Landfall.Domain.Access;
using Landfall.Functions.Console.Runs;

namespace Landfall.Functions.Console.Access;

internal static class RunActs
{
    /// <summary>Data in quarantine is decided about; everything else is steering.</summary>
    public static AccessAct Of(RunAction action) =>
        action is RunAction.Release or RunAction.Refuse ? AccessAct.Decide : AccessAct.Operate;
}
