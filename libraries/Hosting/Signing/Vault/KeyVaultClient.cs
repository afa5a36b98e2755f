using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Landfall.Hosting.Signing.Vault;

/// <summary>
/// The four calls to Key Vault's REST interface that signing needs, over the pipeline of all Azure clients: its retries,
/// its tokens. docs/decisions tells why this is not the client package.
/// </summary>
internal sealed class KeyVaultClient
{
    private const string ApiVersion = "api-version=7.4";
    private const int PageSize = 25;
    private readonly Uri vault;
    private readonly HttpPipeline pipeline;

    /// <param name="options">Transport and retries; null takes what all Azure clients take.</param>
    public KeyVaultClient(Uri vault, TokenCredential credential, KeyVaultClientOptions? options = null)
    {
        this.vault = vault;
        pipeline = HttpPipelineBuilder.Build(
            options ?? new(), new BearerTokenAuthenticationPolicy(credential, KeyVaultAddress.Scope(vault)));
    }

    /// <summary>The version that is current now.</summary>
    public Task<KeyBundle> Current(string name, CancellationToken cancel) => Read(
        $"read key {name}", new Uri(vault, $"keys/{name}?{ApiVersion}"), KeyVaultJson.Default.KeyBundle, cancel);

    public Task<KeyBundle> Version(string name, string version, CancellationToken cancel) => Read(
        $"read key {name}/{version}", new Uri(vault, $"keys/{name}/{version}?{ApiVersion}"),
        KeyVaultJson.Default.KeyBundle, cancel);

    public async IAsyncEnumerable<KeyItem> Versions(string name, [EnumeratorCancellation] CancellationToken cancel)
    {
        var page = new Uri(vault, $"keys/{name}/versions?maxresults={PageSize}&{ApiVersion}");
        while (page is not null)
        {
            var answer = await Read($"list the versions of key {name}", page, KeyVaultJson.Default.KeyPage, cancel);
            foreach (var item in answer.Value ?? [])
                yield return item;
            page = Next(answer.NextLink);
        }
    }

    /// <summary>ES256 over a SHA-256 digest.</summary>
    /// <returns>r and s side by side (IEEE P1363), 64 bytes.</returns>
    public async Task<byte[]> Sign(string name, string version, ReadOnlyMemory<byte> digest, CancellationToken cancel)
    {
        var question = new SignQuestion("ES256", Base64Url.EncodeToString(digest.Span));
        using var message = Message(RequestMethod.Post, new Uri(vault, $"keys/{name}/{version}/sign?{ApiVersion}"));
        message.Request.Headers.SetValue("Content-Type", "application/json");
        message.Request.Content = RequestContent.Create(
            JsonSerializer.SerializeToUtf8Bytes(question, KeyVaultJson.Default.SignQuestion));

        var what = $"sign with key {name}/{version}";
        var answer = await Send(what, message, KeyVaultJson.Default.SignAnswer, cancel);
        return answer.Value is { } text && Base64Url.IsValid(text)
            ? Base64Url.DecodeFromChars(text)
            : throw Unusable(what, null);
    }

    /// <summary>The token goes with every page, so no page may lead elsewhere.</summary>
    private Uri? Next(string? link)
    {
        if (string.IsNullOrEmpty(link))
            return null;
        return Uri.TryCreate(link, UriKind.Absolute, out var next) && next.GetLeftPart(UriPartial.Authority) == vault.GetLeftPart(UriPartial.Authority)
            ? next
            : throw new KeyVaultException(0, $"Key vault {vault.Host} named a next page outside of itself; it is not followed.");
    }

    private async Task<T> Read<T>(string what, Uri address, JsonTypeInfo<T> type, CancellationToken cancel)
    {
        using var message = Message(RequestMethod.Get, address);
        return await Send(what, message, type, cancel);
    }

    private HttpMessage Message(RequestMethod method, Uri address)
    {
        var message = pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(address);
        message.Request.Headers.SetValue("Accept", "application/json");
        return message;
    }

    private async Task<T> Send<T>(string what, HttpMessage message, JsonTypeInfo<T> type, CancellationToken cancel)
    {
        try
        {
            await pipeline.SendAsync(message, cancel);
        }
        catch (Exception gone) when (gone is RequestFailedException or IOException or AggregateException)
        {
            throw new KeyVaultException(0, $"Could not {what}: key vault {vault.Host} did not answer ({gone.Message}).", gone);
        }

        var response = message.Response;
        if (response.IsError)
            throw Refused(what, response);
        try
        {
            return JsonSerializer.Deserialize(response.Content.ToMemory().Span, type) ?? throw Unusable(what, null);
        }
        catch (JsonException wrong)
        {
            throw Unusable(what, wrong);
        }
    }

    private KeyVaultException Refused(string what, Response response)
    {
        var error = Problem(response)?.Error;
        var code = error?.Inner?.Code ?? error?.Code ?? response.ReasonPhrase;
        var next = response.Status switch
        {
            401 or 403 => "This app's identity needs a role on that key, and the version must be enabled: infra/ gives the "
                + "role, and a new one takes some minutes to hold.",
            404 => "The key is made by infra/: deploy it, or look for it among the vault's deleted keys.",
            _ => "It is tried again with the step.",
        };
        return new(
            response.Status,
            $"Could not {what}: key vault {vault.Host} answered {response.Status} {code}: {error?.Message ?? "no reason given"} {next}");
    }

    private static VaultProblem? Problem(Response response)
    {
        try
        {
            return JsonSerializer.Deserialize(response.Content.ToMemory().Span, KeyVaultJson.Default.VaultProblem);
        }
        catch (JsonException)
        {
            return null;    // a proxy's page, not the vault's answer: the status says enough
        }
    }

    private KeyVaultException Unusable(string what, Exception? why) =>
        new(0, $"Could not {what}: key vault {vault.Host} gave an answer that cannot be read.", why);
}
