using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Landfall.Contracts.Documents;
using Landfall.Domain.Checks;
using Landfall.Domain.Storage;
using Microsoft.Extensions.Configuration;

namespace Landfall.Notifications.Checks;

/// <summary>Starts a check by one call: a workflow of GitHub, a pipeline of Azure DevOps, or a signed POST.</summary>
public sealed class CheckStart(IConfiguration configuration, HttpClient http, TimeProvider time) : ICheckStart
{
    private const int LongestAnswer = 1 << 20;
    private const int LongestLine = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly CheckSecrets secrets = new(configuration);

    public async Task<Uri?> Start(CheckSpec check, CheckMessage message, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(check);
        ArgumentNullException.ThrowIfNull(message);
        var address = Address(check);
        ICheckApi api = check.Kind switch
        {
            CheckKind.Github => new GithubWorkflow(check, address),
            CheckKind.AzurePipelines => new AzurePipelineRun(check, address),
            _ => new SignedPost(check, address),
        };
        using var request = Request(check, api, message, secrets.For(check, address));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Landfall", "1.0"));
        return await Send(check, api, request, cancel);
    }

    /// <returns>Null for a webhook: it has none but its own.</returns>
    internal static Uri? UsualAddress(CheckKind kind) => kind switch
    {
        CheckKind.Github => new("https://api.github.com/"),
        CheckKind.AzurePipelines => new("https://dev.azure.com/"),
        _ => null,
    };

    private static Uri Address(CheckSpec check)
    {
        var address = check.Url is { } url ? new Uri(url) : UsualAddress(check.Kind)
            ?? throw new TerminalFailure("it names no address. Write url in spec.checks.");
        // What is put behind the address of an API must not take its last part away.
        return check.Kind == CheckKind.Webhook || address.AbsoluteUri.EndsWith('/') ? address : new($"{address.AbsoluteUri}/");
    }

    private HttpRequestMessage Request(CheckSpec check, ICheckApi api, CheckMessage message, string secret)
    {
        try
        {
            return api.Request(message, secret, time.GetUtcNow());
        }
        catch (Exception unfit) when (unfit is InvalidOperationException or FormatException)
        {
            // A token with a line end would be quoted whole in the error of a header.
            throw new TerminalFailure(unfit is InvalidOperationException
                ? unfit.Message
                : $"the secret '{check.Secret}' cannot stand in a header. Set Checks__Secrets__{check.Secret} anew, as one line.");
        }
    }

    private async Task<Uri?> Send(CheckSpec check, ICheckApi api, HttpRequestMessage request, CancellationToken cancel)
    {
        var host = request.RequestUri!.Host;
        using var over = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancel);
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var text = await Text(answer, either.Token);
            // Azure DevOps answers a token that it does not know with 203 and a page to sign in.
            var status = answer.StatusCode == HttpStatusCode.NonAuthoritativeInformation ? HttpStatusCode.Unauthorized : answer.StatusCode;
            return (int)status is >= 200 and < 300 ? Page(api, text) : throw Refusal(check, api, status, host, text);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new IOException($"{host} did not answer within {Patience.TotalSeconds:0} s.");
        }
        catch (HttpRequestException failure)
        {
            throw new IOException($"{host} was not reached: {failure.Message}", failure);
        }
    }

    /// <summary>What counts is the status: a body that is too long or stops half way is none, and no reason to start again.</summary>
    private static async Task<string> Text(HttpResponseMessage answer, CancellationToken cancel)
    {
        try
        {
            await answer.Content.LoadIntoBufferAsync(LongestAnswer, cancel);
            return await answer.Content.ReadAsStringAsync(cancel);
        }
        catch (Exception unread) when (unread is HttpRequestException or IOException or OperationCanceledException)
        {
            return "";
        }
    }

    private static Uri? Page(ICheckApi api, string text)
    {
        try
        {
            return api.Page(text);
        }
        catch (Exception unread) when (unread is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static Exception Refusal(CheckSpec check, ICheckApi api, HttpStatusCode status, string host, string text)
    {
        var message = $"{host} refuses to start {check.Name} ({(int)status}){Said(text)}.{api.Hint(status)}";
        return status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status >= 500
            ? new IOException(message)
            : new TerminalFailure(message);
    }

    /// <summary>The other side's own message, one line of it.</summary>
    private static string Said(string text)
    {
        try
        {
            var line = ((string?)JsonNode.Parse(text)?["message"] ?? "").Split('\n')[0].Trim().TrimEnd('.');
            return line.Length == 0 ? "" : $": {(line.Length <= LongestLine ? line : line[..LongestLine] + "…")}";
        }
        catch (Exception unread) when (unread is JsonException or InvalidOperationException or FormatException)
        {
            return "";   // a page, or nothing
        }
    }
}
