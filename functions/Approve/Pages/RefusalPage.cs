using Landfall.Hosting.Pages;

namespace Landfall.Functions.Approve.Pages;

/// <summary>Why nothing was done, and what to do next. Tells nothing of the approval itself.</summary>
internal static class RefusalPage
{
    public static Page Of(int status, string message) => new("Not possible", Html.Of($"""
        <p class="verdict"><strong class="state bad">✕ {status} refused</strong></p>
        <h1>This did not work</h1>
        <p>{message}</p>
        <p class="soft">Nothing was changed. If you need another link, ask whoever runs Landfall for you.</p>
        """)) { Status = status };
}
