using System.Text.Json;
using Landfall.Functions.Console.Runs;

namespace Landfall.Functions.Console.Triggers;

/// <summary>What comes with a request, read the same way everywhere.</summary>
internal static class Bodies
{
    /// <summary>Who asks where nobody signs in and no name is given.</summary>
    public const string Anyone = "someone with the function key";

    /// <summary>Tells one wish from the same one, uttered later.</summary>
    public static string NewId(TimeProvider time) => $"{time.GetUtcNow():yyyyMMddTHHmmss}-{Guid.NewGuid().ToString("n")[..8]}";

    /// <returns>Null where it is none: the caller is told what is expected; what was sent is nobody's business.</returns>
    public static async Task<T?> Read<T>(HttpRequest request, CancellationToken cancel)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(request.Body, ContractsJson.Options, cancel);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <returns>Null where no reason is given, or more than may be.</returns>
    public static CommandBody? Valid(CommandBody? body) =>
        string.IsNullOrWhiteSpace(body?.Reason) || body.Reason.Length > Asking.LongestReason || body.By?.Length > Asking.LongestBy
        || body.LeaveOut?.Count > Asking.MostFiles ? null : body;

    public static IResult NoReason() => Answers.Refuse(StatusCodes.Status400BadRequest, "noReason",
        $"A reason is needed, of at most {Asking.LongestReason} characters.", "Expected: { \"reason\": \"…\", \"by\": \"…\" }");
}
