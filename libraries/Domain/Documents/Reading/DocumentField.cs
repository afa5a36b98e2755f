using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Landfall.Contracts.Documents;

namespace Landfall.Domain.Documents.Reading;

/// <summary>One field of a document's record, as its constructor parameter describes it.</summary>
/// <param name="Name">The key as written in a document.</param>
/// <param name="Type">The type of the value, without <see cref="Nullable{T}"/>.</param>
/// <param name="IsRequired">Whether the effective document must have it.</param>
/// <param name="Default">The value when it is left out and no preset fills it; null for none.</param>
/// <param name="Field">Meaning, unit, range and form.</param>
internal sealed record DocumentField(string Name, Type Type, bool IsRequired, object? Default, FieldAttribute Field)
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<DocumentField>> Known = [];

    /// <summary>The fields of a record, in the order they are documented.</summary>
    public static IReadOnlyList<DocumentField> Of(Type record) => Known.GetOrAdd(record, static type =>
        [.. Constructor(type).GetParameters().Select(From)]);

    /// <summary>Whether a type is one of the documents' records.</summary>
    public static bool IsRecord(Type type) => type.IsClass && type.Namespace == typeof(IDocument).Namespace;

    /// <summary>The element type of a list, or null.</summary>
    public static Type? ElementOf(Type type) => ArgumentOf(type, typeof(IReadOnlyList<>), 0);

    /// <summary>The value type of a map, or null.</summary>
    public static Type? ValueOf(Type type) => ArgumentOf(type, typeof(IReadOnlyDictionary<,>), 1);

    /// <summary>The fields of which exactly one is written; empty when there is no such rule.</summary>
    public static IReadOnlyList<string> ExclusiveOf(Type record) =>
        record.GetCustomAttribute<ExactlyOneAttribute>() is not { } rule ? []
        : rule.Fields.Count > 0 ? rule.Fields
        : [.. Of(record).Select(field => field.Name)];

    private static ConstructorInfo Constructor(Type record) =>
        record.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)!;

    private static DocumentField From(ParameterInfo parameter) => new(
        JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!),
        Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType,
        !parameter.HasDefaultValue,
        Written(parameter),
        parameter.GetCustomAttribute<FieldAttribute>()
            ?? throw new InvalidOperationException(
                $"{parameter.Member.DeclaringType}.{parameter.Name} has no [Field]; every field says what it means."));

    private static object? Written(ParameterInfo parameter) =>
        parameter.DefaultValue is { } value and not DBNull
        && (Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType) is { IsEnum: true } type
            ? Enum.ToObject(type, value)
            : parameter.HasDefaultValue ? parameter.DefaultValue : null;

    private static Type? ArgumentOf(Type type, Type open, int index) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == open ? type.GetGenericArguments()[index] : null;
}
