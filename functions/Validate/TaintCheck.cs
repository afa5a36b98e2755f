using Landfall.Domain.Landing;
using Landfall.DuckDb.Checks;

namespace Landfall.Functions.Validate;

/// <summary>Says what was marked as tainted, by whom and why. A tainted dataset itself waits for a person, unless the pipeline keeps such data.</summary>
internal static class TaintCheck
{
    private const string Name = "tainted";

    public static void Run(DatasetPast past, CheckList checks)
    {
        if (past.Own is { } own && past.Keeps)
            checks.Warn(Name, $"{own.By} marked this dataset as tainted: {Sentence(own)}");
        else if (past.Own is { } mark)
            checks.Fail(Name, $"{mark.By} marked this dataset as tainted: {Sentence(mark)}");

        foreach (var (dataset, mark) in past.LeftOut)
            checks.Pass(Name, $"{dataset.Dataset.Name} is left out of the training window; {mark.By} marked it as tainted: {Sentence(mark)}");
        foreach (var (dataset, mark) in past.Kept)
            checks.Warn(Name, $"{dataset.Dataset.Name} is trained on although {mark.By} marked it as tainted: {Sentence(mark)}");
    }

    private static string Sentence(TaintMark mark) => $"{mark.Reason.TrimEnd('.')}.";
}
