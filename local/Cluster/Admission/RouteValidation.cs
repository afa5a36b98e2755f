using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Landfall.Local.Cluster.Api;

namespace Landfall.Local.Cluster.Admission;

/// <summary>The refusals of HTTPRoute's CustomResourceDefinition that a rollout can run into.</summary>
internal static partial class RouteValidation
{
    private const int MaxRules = 16;
    private const string HostnamePattern = @"^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

    private static readonly string[] _types =
    [
        "RequestHeaderModifier", "ResponseHeaderModifier", "RequestMirror", "RequestRedirect", "URLRewrite",
        "ExtensionRef", "CORS",
    ];

    public static IEnumerable<Cause> Check(JsonObject route)
    {
        var rules = route.Items("spec", "rules").ToArray();
        if (rules.Length > MaxRules)
            yield return new Cause("FieldValueTooMany", $"Too many: {rules.Length}: must have at most {MaxRules} items", "spec.rules");
        foreach (var (i, host) in route.Texts("spec", "hostnames").Index().Where(entry => !Hostname().IsMatch(entry.Item)))
            yield return Wrong($"spec.hostnames[{i}]",
                $"Invalid value: \"{host}\": spec.hostnames[{i}] in body should match '{HostnamePattern}'");
        foreach (var cause in route.Items("status", "parents").SelectMany(Conditions))
            yield return cause;
        for (var i = 0; i < rules.Length; i++)
        {
            var at = $"spec.rules[{i}]";
            var backends = rules[i].Items("backendRefs").ToArray();
            var filters = rules[i].Items("filters").ToArray();
            foreach (var cause in backends.SelectMany((backend, j) => Backend(backend, $"{at}.backendRefs[{j}]"))
                .Concat(filters.SelectMany((filter, j) => Filter(filter, $"{at}.filters[{j}]"))))
            {
                yield return cause;
            }
        }
    }

    private static IEnumerable<Cause> Conditions(JsonObject parent, int at) => parent.Items("conditions")
        .SelectMany((condition, i) => ((string[])["message", "reason", "status", "type"])
            .Where(field => condition.Text(field) is null)
            .Select(field => new Cause("FieldValueRequired", "Required value", $"status.parents[{at}].conditions[{i}].{field}")));

    private static IEnumerable<Cause> Backend(JsonObject backend, string at) =>
    [
        .. Range(backend, at, "weight", 0, 1_000_000), .. Range(backend, at, "port", 1, 65535), .. NeedsPort(backend, at),
    ];

    private static IEnumerable<Cause> NeedsPort(JsonObject backend, string at) =>
        backend.Text("kind") == "Service" && backend.Text("group") == "" && backend["port"] is null
            ? [Wrong(at, "Invalid value: Must have port for Service reference")]
            : [];

    private static IEnumerable<Cause> Filter(JsonObject filter, string at)
    {
        var type = filter.Text("type") ?? "";
        if (!_types.Contains(type))
        {
            var all = string.Join(", ", _types.Select(known => $"\"{known}\""));
            yield return new Cause("FieldValueNotSupported", $"Unsupported value: \"{type}\": supported values: {all}", at + ".type");
            yield break;
        }
        if (type is "ExtensionRef" or "CORS")
            yield break;
        var field = type == "URLRewrite" ? "urlRewrite" : char.ToLowerInvariant(type[0]) + type[1..];
        if (filter[field] is not JsonObject body)
        {
            yield return Wrong(at, $"Invalid value: filter.{field} must be specified for {type} filter.type");
            yield break;
        }
        if (type != "RequestMirror")
            yield break;
        if (body["percent"] is not null && body["fraction"] is not null)
            yield return Wrong($"{at}.requestMirror",
                "Invalid value: Only one of percent or fraction may be specified in HTTPRequestMirrorFilter");
        foreach (var cause in Range(body, $"{at}.requestMirror", "percent", 0, 100))
            yield return cause;
        foreach (var cause in NeedsPort(body.Child("backendRef"), $"{at}.requestMirror.backendRef"))
            yield return cause;
    }

    private static IEnumerable<Cause> Range(JsonObject owner, string at, string name, int least, int most)
    {
        if (owner[name] is not JsonValue value)
            yield break;
        var (field, text) = ($"{at}.{name}", value.ToJsonString());
        if (!long.TryParse(text, out var number))
            yield return Wrong(field, $"Invalid value: \"float64\": {field} in body must be of type int32: \"float64\"");
        else if (number < least)
            yield return Wrong(field, $"Invalid value: {number}: {field} in body should be greater than or equal to {least}");
        else if (number > most)
            yield return Wrong(field, $"Invalid value: {number}: {field} in body should be less than or equal to {most}");
    }

    private static Cause Wrong(string field, string message) => new("FieldValueInvalid", message, field);

    [GeneratedRegex(HostnamePattern)]
    private static partial Regex Hostname();
}
