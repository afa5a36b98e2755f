namespace Landfall.Hosting.Signing.Vault;

/// <summary>The address of a vault, as infra/ gives it to the apps: <c>https://kv-lf-dev.vault.azure.net/</c>.</summary>
internal static class KeyVaultAddress
{
    /// <summary>A token must never go to another place than a vault.</summary>
    public static bool IsOne(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address is { Scheme: "https", IsDefaultPort: true, PathAndQuery: "/", UserInfo: "", Fragment: "" }
        && address.Host.Split('.') is [{ Length: > 0 }, "vault" or "managedhsm", _, ..];

    /// <exception cref="InvalidOperationException">It is no vault's address.</exception>
    public static Uri Parse(string text, string setting) => IsOne(text)
        ? new Uri(text)
        : throw new InvalidOperationException(Problem(text, setting));

    public static string Problem(string text, string setting) =>
        $"{setting} is '{text}'; it must be a vault's address, such as https://name.vault.azure.net/.";

    /// <summary>What a token is asked for: the service without the vault's name, so that other clouds work too.</summary>
    public static string Scope(Uri vault) => $"https://{vault.Host[(vault.Host.IndexOf('.') + 1)..]}/.default";
}
