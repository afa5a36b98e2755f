using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Landfall.Git;

/// <summary>What differs between hosts: where to ask, what to say, and how to read the answer.</summary>
internal interface IPullRequestApi
{
    /// <summary>Lists the pull requests of the branch, closed ones too.</summary>
    Uri Find { get; }

    Uri Create { get; }

    JsonObject Body { get; }

    IReadOnlyDictionary<string, string> Headers { get; }

    AuthenticationHeaderValue Sign(string token);

    /// <returns>The page of the first that was found; null when there is none.</returns>
    Uri? First(JsonNode found);

    /// <returns>The page of the one that was created.</returns>
    Uri Link(JsonNode created);
}
