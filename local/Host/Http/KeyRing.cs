using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Landfall.Local.Shared;
using Microsoft.AspNetCore.Http;

namespace Landfall.Local.Host.Http;

/// <summary>
/// Keeps the keys of all apps in one file that only its owner can read, and compares in constant time.
/// </summary>
internal static class KeyRing
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Dictionary<string, AppKeys> Load(string stateFolder, IEnumerable<string> apps)
    {
        var file = Path.Combine(stateFolder, "keys.json");
        var keys = File.Exists(file)
            ? JsonSerializer.Deserialize<Dictionary<string, AppKeys>>(File.ReadAllText(file), Json) ?? []
            : [];
        var known = keys.Count;
        foreach (var app in apps)
            keys.TryAdd(app, new AppKeys(NewKey(), NewKey(), NewKey(), NewKey()));
        if (keys.Count > known) WholeFile.Write(file, JsonSerializer.Serialize(keys, Json));
        return keys;
    }

    /// <summary>The key a caller showed: query `code`, else header `x-functions-key`.</summary>
    public static bool Opens(HttpRequest request, params ReadOnlySpan<string> accepted)
    {
        var shown = request.Query["code"].FirstOrDefault() ?? request.Headers["x-functions-key"].FirstOrDefault();
        if (string.IsNullOrEmpty(shown)) return false;
        var bytes = Encoding.UTF8.GetBytes(shown);
        var opens = false;
        foreach (var key in accepted)
            opens |= CryptographicOperations.FixedTimeEquals(bytes, Encoding.UTF8.GetBytes(key));
        return opens;
    }

    private static string NewKey() =>
        Convert.ToBase64String(RandomNumberGenerator.GetBytes(40)).Replace('+', '-').Replace('/', '_').TrimEnd('=');
}
