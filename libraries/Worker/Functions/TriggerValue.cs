using System.Text;

namespace Landfall.Worker;

/// <summary>The value of a function's trigger parameter.</summary>
internal static class TriggerValue
{
    public static object? Of(RegisteredFunction function, Invocation invocation, DataConverter converter)
    {
        var type = function.Trigger.ParameterType;
        if (function.Kind == FunctionKind.Http)
            return OfRequest(type, invocation.Http!, function);

        var envelope = invocation.Envelope!;
        var name = function.Trigger.Name!;
        if (function.Kind == FunctionKind.Blob || type == typeof(byte[]))
            return OfBytes(type, envelope.Bytes(name), converter);

        var text = envelope.Text(name);
        var wantsText = type == typeof(string) && function.Kind != FunctionKind.Activity;
        return wantsText ? text : converter.Deserialize(text, type) ?? Missing(type);
    }

    private static object OfRequest(Type type, HttpContext http, RegisteredFunction function) =>
        type == typeof(HttpRequest) ? http.Request
        : type == typeof(HttpContext) ? http
        : throw new InvalidOperationException(
            $"The trigger parameter of '{function.Name}' is a {type}; an HTTP function takes an HttpRequest.");

    private static object? OfBytes(Type type, byte[] bytes, DataConverter converter) =>
        type == typeof(byte[]) ? bytes
        : type == typeof(Stream) ? new MemoryStream(bytes, writable: false)
        : type == typeof(string) ? Encoding.UTF8.GetString(bytes)
        : converter.Deserialize(Encoding.UTF8.GetString(bytes), type);

    private static object? Missing(Type type) => type.IsValueType ? Activator.CreateInstance(type) : null;
}
