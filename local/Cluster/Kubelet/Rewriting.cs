using System.Text.RegularExpressions;

namespace Landfall.Local.Cluster.Kubelet;

/// <summary>
/// Pods share this machine's ports and files. Where a manifest says a container port, a Service's address or a mount path, the
/// process is told the host port and the real folder.
/// </summary>
internal sealed partial class Rewriting(
    IReadOnlyDictionary<int, int> ports, IReadOnlyDictionary<string, string> mounts, ServiceDoors? services = null)
{
    public string Value(string name, string value)
    {
        var isPort = name == "PORT" || name.EndsWith("_PORT", StringComparison.Ordinal);
        return isPort && int.TryParse(value, out var port) && ports.TryGetValue(port, out var host)
            ? host.ToString()
            : Text(value);
    }

    /// <summary>Arguments: as values, and a bare number behind an option that ends in "port".</summary>
    public IEnumerable<string> Arguments(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            var option = i > 0 && arguments[i - 1].EndsWith("port", StringComparison.OrdinalIgnoreCase) ? "PORT" : "";
            var parts = arguments[i].Split('=', 2);
            yield return parts.Length == 2 && parts[0].EndsWith("port", StringComparison.OrdinalIgnoreCase)
                ? parts[0] + "=" + Value("PORT", parts[1])
                : Value(option, arguments[i]);
        }
    }

    public string Text(string value)
    {
        value = Address().Replace(value, match =>
            ports.TryGetValue(int.Parse(match.Groups[2].Value), out var host) ? $"{match.Groups[1].Value}:{host}" : match.Value);
        if (services is not null)
            value = ServiceAddress().Replace(value, match => $"http://127.0.0.1:{Door(services, match)}");
        foreach (var (path, folder) in mounts.OrderByDescending(mount => mount.Key.Length))
        {
            var replaced = Path(value, path, folder);
            if (!ReferenceEquals(replaced, value))
                return replaced;
        }
        return value;
    }

    private static int Door(ServiceDoors services, Match match) => services.Open(
        match.Groups["space"].Value, match.Groups["name"].Value, match.Groups["port"] is { Success: true } port ? int.Parse(port.Value) : 80);

    // A mount path at the start, or behind "=" or ":", ending there or going on with "/".
    private static string Path(string value, string path, string folder)
    {
        var at = value.IndexOf(path, StringComparison.Ordinal);
        while (at >= 0)
        {
            var end = at + path.Length;
            var starts = at == 0 || value[at - 1] is '=' or ':';
            if (starts && (end == value.Length || value[end] is '/' or ':' or ','))
                return value[..at] + folder + Path(value[end..], path, folder);
            at = value.IndexOf(path, at + 1, StringComparison.Ordinal);
        }
        return value;
    }

    [GeneratedRegex(@"(127\.0\.0\.1|localhost|0\.0\.0\.0):(\d{1,5})(?!\d)")]
    private static partial Regex Address();

    [GeneratedRegex(@"http://(?<name>[a-z0-9-]+)\.(?<space>[a-z0-9-]+)\.svc(\.cluster\.local)?(:(?<port>\d{1,5}))?(?=/|$)")]
    private static partial Regex ServiceAddress();
}
