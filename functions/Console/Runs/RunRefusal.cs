namespace Landfall.Functions.Console.Runs;

/// <summary>Why a wish was not passed on.</summary>
/// <param name="Status">Of the HTTP answer.</param>
public sealed record RunRefusal(int Status, string Code, string Message, string Hint)
{
    public static RunRefusal NoRun(string id) => new(
        StatusCodes.Status404NotFound, "unknownRun", $"There is no run '{id}'.", "List the runs: landfall runs.");
}
