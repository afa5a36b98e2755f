using Landfall.Functions.Console.Pages;
using Landfall.Functions.Console.Runs;

namespace Landfall.Functions.Console.Triggers;

/// <summary>What a request for a page, or of its form, says about who sent it.</summary>
internal static class PageCaller
{
    public static ConsoleLinks Links(HttpRequest request) => new(request.Query["code"].FirstOrDefault());

    /// <returns>Null for anything that is not the name of an action that a page offers.</returns>
    public static RunAction? Action(string? name) =>
        Enum.GetValues<RunAction>().Where(action => action != RunAction.SetWeight).Cast<RunAction?>().FirstOrDefault(
            action => string.Equals(action.ToString(), name, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Another site can make a browser send a form here, but not say that it came from here. Browsers of today say where a
    /// form came from (Sec-Fetch-Site); for older ones the Origin must be this one. A caller that says neither is no page.
    /// </summary>
    public static bool IsOwnPage(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        return site.Length > 0
            ? site == "same-origin"
            : Uri.TryCreate(request.Headers.Origin.ToString(), UriKind.Absolute, out var origin)
                && string.Equals(origin.Authority, request.Host.ToUriComponent(), StringComparison.OrdinalIgnoreCase);
    }
}
