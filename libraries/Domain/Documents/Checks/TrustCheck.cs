using Landfall.Contracts.Documents;
using Landfall.Domain.Access;
using Landfall.Domain.Documents.Reading;

namespace Landfall.Domain.Documents.Checks;

/// <summary>Keys and models are written as they can occur, and no pattern stands where an earlier one has taken its models.</summary>
internal static class TrustCheck
{
    private const int KeyIdLength = 64;
    private const string Letters = "lower-case letters, digits, hyphens";

    public static IEnumerable<Finding> Of(DeliveryPolicy policy)
    {
        var earlier = new List<(string Pattern, string Path)>();
        foreach (var (entry, path) in (policy.Spec.Trust ?? []).Select((entry, i) => (entry, $"spec.trust[{i}]")))
        {
            foreach (var (pattern, at) in entry.Models.Select((pattern, i) => (pattern, $"{path}.models[{i}]")))
            {
                var taken = earlier.FirstOrDefault(other => NamePattern.Fits(other.Pattern, pattern));
                if (!IsPattern(pattern))
                    yield return new(at, $"'{pattern}' can be no model's name.", $"{Letters}, and * for any characters");
                else if (taken.Pattern is not null)
                    yield return new(at, $"'{taken.Pattern}' in {taken.Path} has all of its models already.", "an entry before that one, or none");
                earlier.Add((pattern, at));
            }

            foreach (var (key, i) in entry.Keys.Select((key, i) => (key, i)).Where(pair => !IsKeyId(pair.key)))
            {
                yield return new($"{path}.keys[{i}]", $"'{key}' is no id of a key.", $"{KeyIdLength} lower-case hexadecimal digits",
                    "Of a public key: openssl pkey -pubin -in versions.pub.pem -outform DER | sha256sum");
            }
        }
    }

    private static bool IsPattern(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '*');

    private static bool IsKeyId(string text) =>
        text.Length == KeyIdLength && text.All(c => char.IsAsciiDigit(c) || c is >= 'a' and <= 'f');
}
