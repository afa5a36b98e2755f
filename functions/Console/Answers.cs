using Landfall.Functions.Console.Runs;

namespace Landfall.Functions.Console;

/// <summary>How this app says no.</summary>
internal sealed record Refusal(string Code, string Message, string? Hint, object? Problems = null);

/// <summary>The answers of the JSON API.</summary>
internal static class Answers
{
    public static IResult Of<T>(T value) => Results.Json(value, ContractsJson.Options);

    public static IResult Accepted(string message) =>
        Results.Json(new { message }, ContractsJson.Options, statusCode: StatusCodes.Status202Accepted);

    public static IResult Refuse(int status, string code, string message, string? hint = null, object? problems = null) =>
        Results.Json(new Refusal(code, message, hint, problems), ContractsJson.Options, statusCode: status);

    public static IResult Refuse(RunRefusal refused) => Refuse(refused.Status, refused.Code, refused.Message, refused.Hint);

    public static IResult NoRun(string id) => Refuse(RunRefusal.NoRun(id));
}
