using System.Text;
using Microsoft.AspNetCore.Http;

namespace Landfall.Hosting.Pages;

/// <summary>
/// Sends a page with the headers that keep it to itself: not stored, not indexed, not framed, and its address, which
/// may be a key, not told to anyone.
/// </summary>
internal sealed class PageResult(Page page) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => page.Status;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var answer = httpContext.Response;
        answer.StatusCode = page.Status;
        answer.ContentType = "text/html; charset=utf-8";
        PageHeaders.Apply(answer.Headers);
        answer.Headers.ContentSecurityPolicy = page.ContentPolicy;
        await answer.Body.WriteAsync(Encoding.UTF8.GetBytes(page.Markup), httpContext.RequestAborted);
    }
}
