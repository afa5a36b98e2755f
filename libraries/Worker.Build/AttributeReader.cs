using System.Reflection;

namespace Landfall.Worker.Build;

/// <summary>Reads attribute data by name: neither our attributes nor the official ones are loaded.</summary>
internal static class AttributeReader
{
    private static readonly string[] Namespaces = ["Landfall.Worker", "Microsoft.Azure.Functions.Worker"];

    public static bool Is(CustomAttributeData mark, string name) =>
        mark.AttributeType.Name == name && Namespaces.Contains(mark.AttributeType.Namespace);

    public static bool IsTrigger(CustomAttributeData mark) =>
        mark.AttributeType.Name.EndsWith("TriggerAttribute", StringComparison.Ordinal);

    public static object? Property(CustomAttributeData mark, string name) =>
        mark.NamedArguments.FirstOrDefault(argument => argument.MemberName == name).TypedValue.Value;

    public static string? Text(CustomAttributeData mark, string name) => (string?)Property(mark, name);

    public static string FirstText(CustomAttributeData mark) => (string)mark.ConstructorArguments[0].Value!;
}
