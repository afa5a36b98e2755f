using Landfall.Contracts.Documents;
using Landfall.Domain.Access;

namespace Landfall.Domain.Signing;

/// <summary>Which of the keys that the platform trusts count for one model.</summary>
/// <param name="Keys">Ids of keys; null when a policy says nothing of the model, so that every trusted key counts.</param>
public sealed record ModelTrust(string Model, IReadOnlyList<string>? Keys)
{
    public static ModelTrust Of(PolicySpec policy, string model)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var named = policy.Trust?.FirstOrDefault(entry => entry.Models.Any(pattern => NamePattern.Fits(pattern, model)));
        return new(model, named?.Keys);
    }

    public bool Allows(string keyId) => Keys is null || Keys.Contains(keyId, StringComparer.Ordinal);

    /// <returns>Null when the key may sign versions of the model.</returns>
    public string? Refusal(string keyId) => Allows(keyId)
        ? null
        : $"key {keyId} may not sign versions of model '{Model}'; the policy trusts for it only {string.Join(", ", Keys!)}";
}
