namespace Landfall.Worker;

/// <summary>Writes what an HTTP function returned.</summary>
internal static class HttpResult
{
    public static async Task Write(object? result, HttpContext http, DataConverter converter)
    {
        switch (result)
        {
            case IResult answer:
                await answer.ExecuteAsync(http);
                break;
            case null when http.Response.HasStarted || http.Response.StatusCode != StatusCodes.Status200OK:
                break;   // the function wrote the response itself
            case null:
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
            case string text:
                http.Response.ContentType ??= "text/plain; charset=utf-8";
                await http.Response.WriteAsync(text);
                break;
            default:
                http.Response.ContentType ??= "application/json; charset=utf-8";
                await http.Response.WriteAsync(converter.Serialize(result)!);
                break;
        }
    }

    public static Task WriteFailure(Exception failure, HttpContext http, string invocationId)
    {
        var isCallers = failure is BadHttpRequestException;
        var problem = Microsoft.AspNetCore.Http.Results.Problem(
            statusCode: isCallers ? ((BadHttpRequestException)failure).StatusCode : 500,
            title: isCallers ? failure.Message : "The function failed.",
            detail: isCallers ? null : $"Look for invocation {invocationId} in the app's log.");
        return problem.ExecuteAsync(http);
    }
}
