namespace Landfall.DuckDb.Checks;

/// <summary>What was looked at and found, in the order of looking.</summary>
public sealed class CheckList
{
    private readonly List<DataCheck> all = [];

    public IReadOnlyList<DataCheck> All => all;

    /// <summary>Why no split can be made of this data, whatever a person decides; null when one can.</summary>
    public string? Impossible { get; private set; }

    public void Pass(string name, string explanation, string? column = null) =>
        all.Add(new(name, CheckOutcome.Pass, explanation, column));

    public void Warn(string name, string explanation, string? column = null) =>
        all.Add(new(name, CheckOutcome.Warn, explanation, column));

    public void Fail(string name, string explanation, string? column = null) =>
        all.Add(new(name, CheckOutcome.Fail, explanation, column));

    /// <summary>A failure that no release can mend.</summary>
    public void FailForGood(string name, string explanation, string? column = null)
    {
        Impossible ??= explanation;
        Fail(name, explanation, column);
    }

    public void Add(bool good, string name, string whenGood, string whenBad, string? column = null)
    {
        if (good)
            Pass(name, whenGood, column);
        else
            Fail(name, whenBad, column);
    }
}
