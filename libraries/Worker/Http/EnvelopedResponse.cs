using System.Text;
using System.Text.Json;

namespace Landfall.Worker;

/// <summary>Turns a response into the envelope's output named <c>res</c>.</summary>
internal static class EnvelopedResponse
{
    public const string OutputName = "res";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="InvalidOperationException">The body is no text: the envelope can carry none such.</exception>
    public static async Task Write(HttpContext inner, HttpResponse response)
    {
        var body = Body(inner.Response);
        await InvocationAnswer.Write(response, json =>
        {
            json.WriteStartObject("Outputs");
            json.WriteStartObject(OutputName);
            json.WriteNumber("statusCode", inner.Response.StatusCode);
            json.WriteString("body", body);
            WriteHeaders(json, inner.Response.Headers);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteNull("ReturnValue");
        });
    }

    private static string Body(HttpResponse inner)
    {
        var bytes = ((MemoryStream)inner.Body).ToArray();
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException failure)
        {
            throw new InvalidOperationException(
                $"The function answered {bytes.Length} bytes that are no text. A function with a [DurableClient] "
                + "parameter can only answer text, because the host passes it in JSON; answer binary content from a "
                + "function without one.",
                failure);
        }
    }

    private static void WriteHeaders(Utf8JsonWriter json, IHeaderDictionary headers)
    {
        json.WriteStartObject("headers");
        foreach (var (name, values) in headers)
        {
            if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
                continue;   // the host counts for itself

            if (name.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase))
                WriteCookies(json, name, values);
            else
                json.WriteString(name, values.ToString());
        }

        json.WriteEndObject();
    }

    /// <summary>
    /// Cookies must not be joined with commas, and a JSON object has one value per key: each cookie gets the name in
    /// a spelling of its own, which is the same header.
    /// </summary>
    private static void WriteCookies(Utf8JsonWriter json, string name, IEnumerable<string?> cookies)
    {
        var lower = name.ToLowerInvariant().ToCharArray();
        var letters = Enumerable.Range(0, lower.Length).Where(i => char.IsLetter(lower[i])).ToArray();
        foreach (var (number, cookie) in cookies.Index())
        {
            var spelled = (char[])lower.Clone();
            foreach (var bit in Enumerable.Range(0, letters.Length).Where(bit => ((number >> bit) & 1) == 1))
                spelled[letters[bit]] = char.ToUpperInvariant(spelled[letters[bit]]);
            json.WriteString(new string(spelled), cookie);
        }
    }
}
