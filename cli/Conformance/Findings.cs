using Landfall.Contracts;

namespace Landfall.Cli.Conformance;

/// <summary>What was tried of a program, and what came of it, in the order of trying.</summary>
internal sealed class Findings
{
    private readonly List<DataCheck> all = [];

    public IReadOnlyList<DataCheck> All => all;

    public bool Passed => all.TrueForAll(finding => finding.Outcome != CheckOutcome.Fail);

    public void Pass(string name, string explanation) => all.Add(new(name, CheckOutcome.Pass, explanation));

    public void Note(string name, string explanation) => all.Add(new(name, CheckOutcome.Warn, explanation));

    public void Fail(string name, string explanation) => all.Add(new(name, CheckOutcome.Fail, explanation));

    public void Add(string name, string? problem, string whenGood)
    {
        if (problem is null)
            Pass(name, whenGood);
        else
            Fail(name, problem);
    }
}
