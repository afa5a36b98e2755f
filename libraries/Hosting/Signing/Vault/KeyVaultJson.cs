using System.Text.Json.Serialization;

namespace Landfall.Hosting.Signing.Vault;

/// <summary>A key with its public half: <c>GET /keys/{name}/{version}</c>.</summary>
internal sealed record KeyBundle(JsonWebKey? Key, KeyAttributes? Attributes);

/// <summary>The public half of an elliptic key (RFC 7517); coordinates in base64url.</summary>
/// <param name="Kid">Its address: <c>https://{vault}/keys/{name}/{version}</c>.</param>
internal sealed record JsonWebKey(string? Kid, string? Kty, string? Crv, string? X, string? Y);

internal sealed record KeyAttributes(bool Enabled);

/// <summary>One page of <c>GET /keys/{name}/versions</c>.</summary>
internal sealed record KeyPage(IReadOnlyList<KeyItem>? Value, string? NextLink);

internal sealed record KeyItem(string? Kid, KeyAttributes? Attributes);

/// <param name="Value">The digest, in base64url.</param>
internal sealed record SignQuestion(string Alg, string Value);

/// <param name="Value">The signature, in base64url.</param>
internal sealed record SignAnswer(string? Kid, string? Value);

internal sealed record VaultProblem(VaultError? Error);

internal sealed record VaultError(string? Code, string? Message, [property: JsonPropertyName("innererror")] VaultError? Inner);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(KeyBundle))]
[JsonSerializable(typeof(KeyPage))]
[JsonSerializable(typeof(SignQuestion))]
[JsonSerializable(typeof(SignAnswer))]
[JsonSerializable(typeof(VaultProblem))]
internal sealed partial class KeyVaultJson : JsonSerializerContext;
