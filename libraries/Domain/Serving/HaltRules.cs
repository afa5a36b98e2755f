namespace Landfall.Domain.Serving;

/// <summary>What one more person's word makes of a halt.</summary>
public enum HaltLifting
{
    /// <summary>Nothing is halted under this name.</summary>
    NotHalted,

    /// <summary>The first word: it holds until a second person says so too.</summary>
    First,

    /// <summary>The same person again changes nothing.</summary>
    SamePerson,

    /// <summary>Two people: it is over.</summary>
    Lifted,
}

/// <summary>
/// One person may stop everything, and nobody alone may let it go on: a brake is set in haste, and let go after a look. Pure.
/// </summary>
public static class HaltRules
{
    public const int People = 2;

    /// <returns>What came of it, and the halt that holds now; null when none does.</returns>
    public static (HaltLifting Outcome, Halt? Left) Lift(Halt? halt, HaltLift word)
    {
        ArgumentNullException.ThrowIfNull(word);
        if (halt is null)
            return (HaltLifting.NotHalted, null);

        var before = halt.Lifting ?? [];
        if (before.Any(one => string.Equals(one.By, word.By, StringComparison.OrdinalIgnoreCase)))
            return (HaltLifting.SamePerson, halt);
        return before.Count + 1 < People
            ? (HaltLifting.First, halt with { Lifting = [.. before, word] })
            : (HaltLifting.Lifted, null);
    }
}
