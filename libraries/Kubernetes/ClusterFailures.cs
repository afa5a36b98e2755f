using System.Net;
using System.Text.Json;
using k8s;
using k8s.Autorest;
using k8s.Models;
using Landfall.Domain.Storage;

namespace Landfall.Kubernetes;

/// <summary>Which refusals of an API server a repetition can mend.</summary>
internal static class ClusterFailures
{
    /// <summary>The server dumps whole templates into some messages.</summary>
    private const int LongestMessage = 600;

    /// <summary>The server answers an unknown field or a wrong type in an apply with status 500.</summary>
    private const string MistypedApply = "failed to create typed patch object";

    public static Exception Of(HttpOperationException refused, string what)
    {
        var status = refused.Response.StatusCode;
        var message = Message(refused.Response.Content);
        var text = $"Could not {what}: {(int)status} {Short(message)}";

        return MayPass(status, message)
            ? new ClusterUnavailableException(text, refused)
            : new TerminalFailure($"{text} {Advice(status)}".TrimEnd(), refused);
    }

    private static bool MayPass(HttpStatusCode status, string message) => status switch
    {
        HttpStatusCode.Unauthorized => true,    // a token that has just been exchanged
        HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests => true,
        >= HttpStatusCode.InternalServerError => !message.Contains(MistypedApply, StringComparison.Ordinal),
        _ => false,
    };

    private static string Advice(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Forbidden => "Give the app's identity this right in that namespace, or finish deleting it.",
        HttpStatusCode.NotFound => "Does the namespace of the Environment document exist?",
        _ => "",
    };

    /// <summary>Most answers are a Status; those of proxies and of flow control are plain text.</summary>
    private static string Message(string? content)
    {
        if (string.IsNullOrWhiteSpace(content))
            return "(no text)";
        try
        {
            return KubernetesJson.Deserialize<V1Status>(content).Message ?? content;
        }
        catch (JsonException)
        {
            return content;
        }
    }

    private static string Short(string message) =>
        message.Length <= LongestMessage ? message : message[..LongestMessage] + "…";
}
