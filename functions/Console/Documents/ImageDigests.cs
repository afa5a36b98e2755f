using Microsoft.Extensions.Configuration;

namespace Landfall.Functions.Console.Documents;

/// <summary>
/// Asks a registry which digest a tag has now, in the words of the OCI distribution specification. Registries have the
/// address <c>https://host</c>, unless the setting <c>ImageRegistries:host</c>, with _ for each dot, names another.
/// </summary>
public sealed class ImageDigests(HttpClient http, IConfiguration configuration)
{
    private static readonly string[] Manifests =
    [
        "application/vnd.oci.image.index.v1+json", "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.docker.distribution.manifest.list.v2+json", "application/vnd.docker.distribution.manifest.v2+json",
    ];

    /// <returns><c>registry/repository@sha256:…</c>.</returns>
    /// <exception cref="ImageUnknownException">The registry has no such image, or does not answer.</exception>
    public async Task<string> Resolve(string image, CancellationToken cancel)
    {
        if (image.Contains("@sha256:", StringComparison.Ordinal))
            return image;

        var (host, repository, tag) = Parts(image);
        using var request = new HttpRequestMessage(HttpMethod.Head, $"{Address(host)}/v2/{repository}/manifests/{tag}");
        request.Headers.Accept.ParseAdd(string.Join(", ", Manifests));
        try
        {
            using var answer = await http.SendAsync(request, cancel);
            if (!answer.IsSuccessStatusCode)
                throw new ImageUnknownException(image, $"the registry answers {(int)answer.StatusCode}");

            return answer.Headers.TryGetValues("Docker-Content-Digest", out var digests)
                && digests.FirstOrDefault() is { } digest && IsDigest(digest)
                ? $"{host}/{repository}@{digest}"
                : throw new ImageUnknownException(image, "the registry names no digest");
        }
        catch (HttpRequestException unreachable)
        {
            throw new ImageUnknownException(image, $"the registry cannot be reached: {unreachable.Message}");
        }
    }

    private string Address(string host) =>
        configuration[$"ImageRegistries:{host.Replace('.', '_')}"] is { Length: > 0 } set ? set.TrimEnd('/') : $"https://{host}";

    private static (string Host, string Repository, string Tag) Parts(string image)
    {
        var slash = image.IndexOf('/', StringComparison.Ordinal);
        var colon = image.LastIndexOf(':');
        var name = colon > slash ? image[..colon] : image;
        return (image[..Math.Max(slash, 0)], name[(slash + 1)..], colon > slash ? image[(colon + 1)..] : "latest");
    }

    private static bool IsDigest(string text) =>
        text.Length == 71 && text.StartsWith("sha256:", StringComparison.Ordinal) && text[7..].All(char.IsAsciiHexDigitLower);
}

/// <summary>An image that nobody can pin.</summary>
public sealed class ImageUnknownException(string image, string why)
    : Exception($"{image} cannot be resolved to a digest: {why}. Push the image, or name it by its digest.");
