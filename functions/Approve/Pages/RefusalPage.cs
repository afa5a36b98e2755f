using Landfall.Functions.Approve.Asking;
using Landfall.Hosting.Pages;

namespace Landfall.Functions.Approve.Pages;

/// <summary>Why nothing was done, and what to do next. Tells nothing of the approval itself.</summary>
internal static class RefusalPage
{
    public static Page Of(LinkRefused refused) => Of(refused.Status, refused.Message, refused.SignInFor);

    public static Page Of(int status, string message, string? signInFor = null) => new("Not possible", Html.Of($"""
        <p class="verdict"><strong class="state bad">✕ {status} refused</strong></p>
        <h1>This did not work</h1>
        <p>{message}</p>
        {(signInFor is null ? Html.Empty : SignIn(signInFor))}
        <p class="soft">Nothing was changed. If you need another link, ask whoever runs Landfall for you.</p>
        """)) { Status = status };

    private static Html SignIn(string page) => Html.Of($"""
        <p><a class="button" href="/.auth/login/aad?post_login_redirect_uri={Uri.EscapeDataString(page)}">Sign in</a></p>
        """);
}
