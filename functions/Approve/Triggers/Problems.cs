namespace Landfall.Functions.Approve.Triggers;

/// <summary>Errors for programs: problem+json, with the code and message that the command line shows.</summary>
internal static class Problems
{
    public static IResult Of(int status, string code, string message) => Microsoft.AspNetCore.Http.Results.Problem(
        detail: message, statusCode: status, title: message, type: $"https://landfall.dev/problems/{code}",
        extensions: new Dictionary<string, object?> { ["code"] = code, ["message"] = message });
}
