using System.Globalization;
using System.Reflection;

namespace Landfall.Worker.Tests.Surface;

/// <summary>Writes public members the way the list of the official ones does.</summary>
internal static class Signature
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(string)] = "string",
        [typeof(int)] = "int",
        [typeof(bool)] = "bool",
        [typeof(double)] = "double",
        [typeof(object)] = "object",
        [typeof(void)] = "void",
    };

    public static IEnumerable<string> Of(Type type)
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static;
        foreach (var field in type.GetFields(all).Where(field => field.IsLiteral))
            yield return $"{field.Name} = {Convert.ToInt32(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}";
        foreach (var constructor in type.GetConstructors())
            yield return $"new({Parameters(constructor)})";
        foreach (var property in type.GetProperties(all))
            yield return $"{property.Name}: {Name(property.PropertyType)}";
        foreach (var method in type.GetMethods(all).Where(method => !method.IsSpecialName))
            yield return $"{method.Name}{Generic(method.GetGenericArguments())}({Parameters(method)}): {Name(method.ReturnType)}";
    }

    public static string Name(Type type) =>
        Keywords.TryGetValue(type, out var keyword) ? keyword
        : Nullable.GetUnderlyingType(type) is { } value ? Name(value) + "?"
        : type.IsArray ? Name(type.GetElementType()!) + "[]"
        : type.IsGenericType ? type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)] + Generic(type.GetGenericArguments())
        : type.Name;

    private static string Generic(Type[] arguments) =>
        arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(Name))}>";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter) =>
        $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {Default(parameter)}" : "")}";

    private static string Default(ParameterInfo parameter) => parameter.DefaultValue switch
    {
        null when parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null => "default",
        null => "null",
        bool yes => yes ? "true" : "false",
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
