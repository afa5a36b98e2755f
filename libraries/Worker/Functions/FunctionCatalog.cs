using System.Reflection;
using Microsoft.Extensions.Options;

namespace Landfall.Worker;

/// <summary>Every function of this app, by name without regard to case.</summary>
internal sealed class FunctionCatalog
{
    private static readonly string[] FunctionAssemblies = ["Landfall.Orchestrations*.dll", "Landfall.Functions.*.dll"];

    private readonly Dictionary<string, RegisteredFunction> _functions = new(StringComparer.OrdinalIgnoreCase);

    public FunctionCatalog(IOptions<WorkerOptions> options)
    {
        var given = options.Value.Assemblies;
        foreach (var method in (given.Count > 0 ? given : Beside()).Distinct().SelectMany(MethodsOf))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is { } function)
                Add(RegisteredFunction.From(function.Name, method));
        }
    }

    public IEnumerable<RegisteredFunction> All => _functions.Values.OrderBy(f => f.Name, StringComparer.Ordinal);

    public RegisteredFunction? Find(string name) => _functions.GetValueOrDefault(name);

    /// <summary>An app that is only glue references its orchestrations by file, so files are what is looked at.</summary>
    private static IEnumerable<Assembly> Beside()
    {
        if (Assembly.GetEntryAssembly() is { } entry)
            yield return entry;

        foreach (var file in FunctionAssemblies.SelectMany(p => Directory.EnumerateFiles(AppContext.BaseDirectory, p)))
            yield return Assembly.Load(new AssemblyName(Path.GetFileNameWithoutExtension(file)));
    }

    private static IEnumerable<MethodInfo> MethodsOf(Assembly assembly) =>
        assembly.GetTypes().SelectMany(type => type.GetMethods(
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static
            | BindingFlags.DeclaredOnly));

    private void Add(RegisteredFunction function)
    {
        if (!_functions.TryAdd(function.Name, function))
        {
            throw new WorkerStartupException(
                $"Two functions are named '{function.Name}': {Place(_functions[function.Name])} and {Place(function)}.");
        }
    }

    private static string Place(RegisteredFunction function) =>
        $"{function.Method.DeclaringType}.{function.Method.Name}";
}
