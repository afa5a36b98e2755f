using Landfall.Functions.Console.Runs;
using Landfall.Hosting.Pages;

namespace Landfall.Functions.Console.Pages;

/// <summary>A page that says no: what happened, where, what next.</summary>
internal static class MessagePage
{
    public static Page NoRun(string id, ConsoleLinks links) => Of(
        StatusCodes.Status404NotFound, "There is no such run",
        $"Nobody knows a run '{id}'. All runs stand on the first page.", links);

    public static Page Refused(RunRefusal refused, ConsoleLinks links) =>
        Of(refused.Status, "You may not do this", $"{refused.Message} {refused.Hint}", links);

    public static Page Of(int status, string title, string message, ConsoleLinks links) =>
        ConsolePage.Of(title, links, Html.Of($"""
            <p class="verdict"><strong class="state bad">✕ {status}</strong></p>
            <h1>{title}</h1>
            <p class="said">{message}</p>
            <p><a class="button" href="{links.Fleet}">All models</a></p>
            """)) with
        { Status = status };
}
