using System.Net.Http.Headers;
using Azure.Core;
using k8s.Authentication;

namespace Landfall.Kubernetes.Aks;

/// <summary>The app's own identity towards the API server. Asked for with each call; the credential keeps what is still good.</summary>
internal sealed class IdentityTokens(TokenCredential credential, string scope) : ITokenProvider
{
    public async Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(CancellationToken cancellationToken) =>
        new("Bearer", (await credential.GetTokenAsync(new([scope]), cancellationToken)).Token);
}
