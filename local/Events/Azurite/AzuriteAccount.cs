using System.Security.Cryptography;
using System.Text;

namespace Landfall.Local.Events;

/// <summary>The account every Azurite has. Its key is public knowledge and guards nothing.</summary>
public static class AzuriteAccount
{
    public const string Name = "devstoreaccount1";

    public const string Key =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private const string Version = "2021-12-02";

    /// <summary>Signs a HEAD request with the account's shared key.</summary>
    internal static void SignHead(HttpRequestMessage request, DateTimeOffset now)
    {
        var date = now.ToString("R");
        request.Headers.Add("x-ms-date", date);
        request.Headers.Add("x-ms-version", Version);
        var resource = $"/{Name}{request.RequestUri!.AbsolutePath}";
        var text = $"HEAD\n\n\n\n\n\n\n\n\n\n\n\nx-ms-date:{date}\nx-ms-version:{Version}\n{resource}";
        var signature = HMACSHA256.HashData(Convert.FromBase64String(Key), Encoding.UTF8.GetBytes(text));
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"SharedKey {Name}:{Convert.ToBase64String(signature)}");
    }
}
