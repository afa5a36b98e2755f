namespace Landfall.Contracts.Documents;

/// <summary>Whose signatures count for some models. Of several entries that name a model the first one counts.</summary>
public sealed record TrustSpec(
    [Field("Models, by name; * stands for any characters.", Range = "1..100", MaxLength = 36)]
    IReadOnlyList<string> Models,
    [Field("Ids of the keys that may sign their versions: SHA-256 of the public key, 64 hexadecimal digits. While a key is "
        + "replaced, the old and the new one.", Range = "1..20", MaxLength = 64)]
    IReadOnlyList<string> Keys);
