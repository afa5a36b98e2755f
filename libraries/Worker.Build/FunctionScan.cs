using System.Reflection;
using System.Text.Json.Nodes;

namespace Landfall.Worker.Build;

/// <summary>
/// Reads the functions of an app out of its compiled attributes, without loading it: also those of the orchestrations
/// and apps that it references.
/// </summary>
public static class FunctionScan
{
    private const string OrchestrationAssemblies = "Landfall.Orchestrations";
    private const string AppAssemblies = "Landfall.Functions.";

    public static IReadOnlyList<ScannedFunction> Of(string assembly, IEnumerable<string> references)
    {
        var files = references.Append(assembly).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        var resolver = new PathAssemblyResolver(files);
        using var context = new MetadataLoadContext(resolver);

        var functions = new SortedDictionary<string, ScannedFunction>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in files.Where(file => file == assembly || HasFunctions(file)))
        {
            foreach (var method in context.LoadFromAssemblyPath(file).GetTypes().SelectMany(AllMethods))
                Add(functions, method);
        }

        return [.. functions.Values];
    }

    // An app refers to no other app, but for the one that is published with all of them.
    private static bool HasFunctions(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        return name == OrchestrationAssemblies
            || name.StartsWith(OrchestrationAssemblies + ".", StringComparison.Ordinal)
            || name.StartsWith(AppAssemblies, StringComparison.Ordinal);
    }

    private static MethodInfo[] AllMethods(Type type) => type.GetMethods(
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static
        | BindingFlags.DeclaredOnly);

    private static void Add(SortedDictionary<string, ScannedFunction> functions, MethodInfo method)
    {
        var marks = method.GetCustomAttributesData().Where(mark => AttributeReader.Is(mark, "FunctionAttribute"));
        foreach (var mark in marks)
        {
            var name = (string)mark.ConstructorArguments[0].Value!;
            if (!functions.TryAdd(name, new ScannedFunction(name, BindingsOf(name, method))))
                throw new FunctionScanException($"Two functions are named '{name}'; the second is {Place(method)}.");
        }
    }

    private static JsonArray BindingsOf(string name, MethodInfo method)
    {
        var bindings = new JsonArray();
        var triggers = 0;
        foreach (var parameter in method.GetParameters())
        {
            foreach (var mark in parameter.GetCustomAttributesData())
            {
                if (Bindings.Of(mark, parameter.Name!, name) is not { } binding)
                    continue;

                triggers += AttributeReader.IsTrigger(mark) ? 1 : 0;
                foreach (var each in binding)
                    bindings.Add(each);
            }
        }

        return triggers == 1
            ? bindings
            : throw new FunctionScanException(
                $"Function '{name}' ({Place(method)}) has {triggers} triggers; mark exactly one parameter with one.");
    }

    private static string Place(MethodInfo method) => $"{method.DeclaringType?.FullName}.{method.Name}";
}
