using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Landfall.Worker.Build;

/// <summary>One folder per function, as the Functions host wants it; folders of functions that are gone are removed.</summary>
public static class FunctionFolders
{
    private const string FileName = "function.json";

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <returns>How many files changed.</returns>
    public static int Write(string folder, IReadOnlyList<ScannedFunction> functions)
    {
        RemoveGone(folder, functions.Select(function => function.Name).ToHashSet(StringComparer.Ordinal));
        return functions.Count(function => WriteOne(Path.Combine(folder, function.Name), function));
    }

    private static bool WriteOne(string folder, ScannedFunction function)
    {
        var json = new JsonObject { ["bindings"] = function.Bindings.DeepClone() }.ToJsonString(Readable) + "\n";
        var file = Path.Combine(folder, FileName);
        if (File.Exists(file) && File.ReadAllText(file) == json)
            return false;   // the host restarts on every change

        Directory.CreateDirectory(folder);
        File.WriteAllText(file, json, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return true;
    }

    private static void RemoveGone(string folder, HashSet<string> names)
    {
        if (!Directory.Exists(folder))
            return;

        foreach (var file in Directory.EnumerateDirectories(folder).Select(path => Path.Combine(path, FileName)))
        {
            var name = Path.GetFileName(Path.GetDirectoryName(file))!;
            if (File.Exists(file) && !names.Contains(name))
            {
                File.Delete(file);
                if (!Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(file)!).Any())
                    Directory.Delete(Path.GetDirectoryName(file)!);
            }
        }
    }
}
