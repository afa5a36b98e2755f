using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Git;

namespace Landfall.Git;

/// <summary>
/// Opens pull requests over the REST APIs of GitHub (version 2022-11-28) and Azure DevOps (7.1): one question and one call each.
/// </summary>
public sealed class PullRequests(HttpClient http, GitOptions options) : IPullRequests
{
    private const int LongestAnswer = 4 << 20;
    private const int LongestLine = 200;

    public async Task<Uri> Open(PullRequest wanted, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        if (!SecureAddress.Is(wanted.Place.Api))
            throw new IOException($"{wanted.Place.Api.Host} is not asked for a pull request: spec.git.api must be {SecureAddress.Expected}.");

        IPullRequestApi api = wanted.Place.Host == GitHost.GitHub ? new GitHubApi(wanted) : new AzureDevOpsApi(wanted);
        var known = await Send(wanted, api, new(HttpMethod.Get, api.Find), cancel);
        if (api.First(known) is { } found)
            return found;

        var request = new HttpRequestMessage(HttpMethod.Post, api.Create)
        {
            Content = new StringContent(api.Body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        return api.Link(await Send(wanted, api, request, cancel));
    }

    private async Task<JsonNode> Send(PullRequest wanted, IPullRequestApi api, HttpRequestMessage request, CancellationToken cancel)
    {
        using var sent = request;
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Landfall", "1.0"));
        foreach (var (name, value) in api.Headers)
            request.Headers.Add(name, value);
        if (options.Token is { Length: > 0 } token)
            request.Headers.Authorization = api.Sign(token);

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(options.Patience);
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            await answer.Content.LoadIntoBufferAsync(LongestAnswer, patience.Token);
            var text = await answer.Content.ReadAsStringAsync(patience.Token);
            if (!answer.IsSuccessStatusCode)
                throw new IOException(Refusal(wanted, answer.StatusCode, text));
            // Azure DevOps answers a token that it does not know with 203 and a page to sign in.
            return answer.StatusCode == HttpStatusCode.NonAuthoritativeInformation
                ? throw new IOException(Refusal(wanted, HttpStatusCode.Unauthorized, ""))
                : JsonNode.Parse(text) ?? throw new JsonException("null");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new IOException($"{wanted.Place.Api.Host} did not answer within {options.Patience.TotalSeconds:0.#} s about a pull request.");
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException)
        {
            throw new IOException($"{wanted.Place.Api.Host} cannot be asked for a pull request: {failure.Message}", failure);
        }
    }

    private static string Refusal(PullRequest wanted, HttpStatusCode status, string text)
    {
        var hint = status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound =>
                " Give Record__GitToken the right to write code and pull requests of this repository.",
            HttpStatusCode.UnprocessableEntity => " Is the branch it is for there?",
            _ => "",
        };
        return $"{wanted.Place.Api.Host} refuses a pull request of {wanted.From} in {wanted.Place.Repository} ({(int)status}){Said(text)}.{hint}";
    }

    /// <summary>The host's own message, one line of it.</summary>
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
