using Landfall.Contracts;
using Landfall.Domain.Overrides;

namespace Landfall.Domain.Tests.Overrides;

/// <summary>Ana asks at noon to pass the freeze for two hours; logs that bring it to each of its states, and when they are read.</summary>
internal static class Spoken
{
    public const string Run = "flights-0123456789ab";
    public const string Policy = "sha256:policy";
    public const string Statement = "sha256:statement";

    public static readonly DateTimeOffset Noon = new(2026, 12, 24, 12, 0, 0, TimeSpan.Zero);

    public static OverrideWish Wish { get; } = new([OverridableRule.Freeze], TimeSpan.FromHours(2), "production is on fire");

    public static OverrideGround At(int minutes, string policy = Policy, string? statement = Statement) =>
        new(Noon.AddMinutes(minutes), policy, statement);

    public static OverrideGround GroundOf(OverrideState state) => state switch
    {
        OverrideState.Expired => At(120),
        OverrideState.Void => At(30, policy: "sha256:another"),
        _ => At(30),
    };

    public static IReadOnlyList<OverrideEntry> LogOf(OverrideState state) => state switch
    {
        OverrideState.None => [],
        OverrideState.Asked => [Ask()],
        OverrideState.Withdrawn => [Ask(), Confirm(), new(3, OverrideAct.Withdraw, "bo", Noon.AddMinutes(20), null)],
        _ => [Ask(), Confirm()],
    };

    public static OverrideEntry Ask(string? statement = Statement) =>
        OverrideRules.Ask(Run, [], Wish, "ana", At(0, statement: statement)).Entry!;

    public static OverrideEntry Confirm(string by = "bo", int minutes = 10) =>
        new(2, OverrideAct.Confirm, by, Noon.AddMinutes(minutes), "seen it too");

    public static OverrideRuling Rule(OverrideAct act, IReadOnlyList<OverrideEntry> log, string by, OverrideGround ground) => act switch
    {
        OverrideAct.Ask => OverrideRules.Ask(Run, log, Wish, by, ground),
        OverrideAct.Confirm => OverrideRules.Confirm(Run, log, by, null, ground),
        _ => OverrideRules.Withdraw(Run, log, by, null, ground),
    };
}
