using System.ComponentModel;
using System.Reflection;

namespace Landfall.Worker;

/// <summary>A parameter without attribute: a route or query value of a request, or what the trigger told by name.</summary>
internal static class NamedValue
{
    public static object? Of(ParameterInfo parameter, Invocation invocation)
    {
        var text = Find(parameter.Name!, invocation);
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (text is null)
        {
            return parameter.HasDefaultValue ? parameter.DefaultValue
                : parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType)
                : null;
        }

        if (type == typeof(string))
            return text;

        try
        {
            return TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text);
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or NotSupportedException)
        {
            throw new BadHttpRequestException($"'{text}' is not a valid {type.Name} for '{parameter.Name}'.", failure);
        }
    }

    private static string? Find(string name, Invocation invocation)
    {
        if (invocation.Http is { } http)
        {
            return http.Request.RouteValues.TryGetValue(name, out var value) && value is not null
                ? value.ToString()
                : http.Request.Query.TryGetValue(name, out var query) ? query.ToString() : null;
        }

        return invocation.Context.BindingData.GetValueOrDefault(name);
    }
}
