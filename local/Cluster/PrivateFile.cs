namespace Landfall.Local.Cluster;

/// <summary>Files that hold a token: readable by their owner alone from the first moment.</summary>
internal static class PrivateFile
{
    public static void Write(string path, string text)
    {
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using StreamWriter writer = new(path, options);
        writer.Write(text);
    }
}
