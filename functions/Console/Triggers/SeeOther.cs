using Landfall.Hosting.Pages;

namespace Landfall.Functions.Console.Triggers;

/// <summary>303, so that reloading the page that follows does not send the form again.</summary>
internal sealed class SeeOther(string location) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => StatusCodes.Status303SeeOther;

    public string Location => location;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        PageHeaders.Apply(httpContext.Response.Headers);
        httpContext.Response.Headers.Location = location;
        return Task.CompletedTask;
    }
}
