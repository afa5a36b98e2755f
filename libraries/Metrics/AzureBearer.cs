using System.Net.Http.Headers;
using Azure.Core;

namespace Landfall.Metrics;

/// <summary>Signs requests with the app's own identity; the credential keeps its tokens and renews them.</summary>
internal static class AzureBearer
{
    /// <param name="scope">What the token is for, such as <c>https://api.loganalytics.io/.default</c>.</param>
    public static async Task<AuthenticationHeaderValue> Of(TokenCredential credential, string scope, CancellationToken cancel)
    {
        var token = await credential.GetTokenAsync(new TokenRequestContext([scope]), cancel);
        return new("Bearer", token.Token);
    }
}
