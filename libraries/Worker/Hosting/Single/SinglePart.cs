using System.Reflection;

namespace Landfall.Worker;

/// <summary>One of the apps that are served as one.</summary>
/// <param name="Functions">Where its functions are, and nowhere else.</param>
/// <param name="Program">Its program; it returns when the app is built.</param>
public sealed record SinglePart(Assembly Functions, Action<string[]> Program)
{
    private const string AppFiles = "Landfall.Functions.*.dll";

    /// <summary>Set while the program of a part runs: what it builds is kept here instead of being served by itself.</summary>
    [field: ThreadStatic]
    internal static SinglePart? Current { get; set; }

    internal FunctionsHost? Built { get; set; }

    /// <summary>The function apps that lie beside this program.</summary>
    public static IEnumerable<SinglePart> Beside() => Directory
        .EnumerateFiles(AppContext.BaseDirectory, AppFiles)
        .Order(StringComparer.Ordinal)
        .Select(file => Of(Assembly.Load(new AssemblyName(Path.GetFileNameWithoutExtension(file)))));

    /// <summary>The app that a program is.</summary>
    /// <exception cref="WorkerStartupException">It has no entry point.</exception>
    public static SinglePart Of(Assembly program)
    {
        ArgumentNullException.ThrowIfNull(program);
        var entry = program.EntryPoint ?? throw new WorkerStartupException($"{program.GetName().Name} is no program.");
        return new(program, args => entry.Invoke(
            null, BindingFlags.DoNotWrapExceptions, null, entry.GetParameters().Length == 0 ? null : [args], null));
    }
}
