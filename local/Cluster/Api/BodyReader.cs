using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Landfall.Local.Cluster.Api;

/// <summary>Request bodies: JSON, or YAML read as Kubernetes reads it. Protobuf is refused, in words that help.</summary>
internal static partial class BodyReader
{
    private const int Limit = 3 * 1024 * 1024;

    public static async Task<string> TextAsync(HttpRequest request)
    {
        if (request.ContentType?.Contains("protobuf", StringComparison.Ordinal) == true)
            throw new ApiException(415, "UnsupportedMediaType",
                "the local cluster does not read protobuf bodies: use `kubectl create -f` or `kubectl apply -f` with a " +
                "manifest; both send JSON", []);
        using MemoryStream buffer = new();
        var chunk = new byte[16384];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, request.HttpContext.RequestAborted)) > 0)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > Limit)
                throw new ApiException(413, "RequestEntityTooLarge", $"Request entity too large: limit is {Limit}", []);
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    public static async Task<JsonObject> ObjectAsync(HttpRequest request, string kind)
    {
        var text = await TextAsync(request);
        if (request.ContentType?.Contains("yaml", StringComparison.Ordinal) == true)
            return Yaml(text) as JsonObject ?? throw ApiException.BadRequest("the body must be a YAML mapping");
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? throw new JsonException("not an object");
        }
        catch (JsonException)
        {
            throw ApiException.BadRequest($"the object provided is unrecognized (must be of type {kind}): couldn't get " +
                $"version/kind; json parse error: unexpected end of JSON input ({(text.Length == 0 ? "<empty>" : text)})");
        }
    }

    /// <summary>YAML to JSON with the core schema: unquoted true, 1, 1.5 and null are not strings.</summary>
    public static JsonNode? Yaml(string text)
    {
        if (text.TrimStart().StartsWith('{') && TryJson(text) is { } json)
            return json;
        try
        {
            YamlStream stream = [];
            stream.Load(new StringReader(text));
            return stream.Documents.Count == 0 ? null : Convert(stream.Documents[0].RootNode);
        }
        catch (YamlException e)
        {
            throw ApiException.BadRequest("error decoding YAML: error converting YAML to JSON: yaml: line " +
                $"{e.Start.Line}: {e.Message}");
        }
    }

    private static JsonNode? TryJson(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            // Flow-style YAML also starts with a brace.
            return null;
        }
    }

    private static JsonNode? Convert(YamlNode node)
    {
        switch (node)
        {
            case YamlMappingNode map:
                JsonObject o = [];
                foreach (var (key, value) in map.Children)
                    o[((YamlScalarNode)key).Value!] = Convert(value);
                return o;
            case YamlSequenceNode list:
                return new JsonArray([.. list.Children.Select(Convert)]);
            default:
                return Scalar((YamlScalarNode)node);
        }
    }

    private static JsonNode? Scalar(YamlScalarNode scalar)
    {
        var value = scalar.Value ?? "";
        if (scalar.Style is not ScalarStyle.Plain)
            return value;
        return value switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" => true,
            "false" or "False" or "FALSE" => false,
            _ when long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
            _ when Real().IsMatch(value) => double.Parse(value, CultureInfo.InvariantCulture),
            _ => value,
        };
    }

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")]
    private static partial Regex Real();
}
