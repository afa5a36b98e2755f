namespace Landfall.Local.Shared;

/// <summary>
/// Writes a file so that a reader, and the next life after a crash, finds the old content or the new, never a part.
/// Readable by its owner alone: some of these files hold keys.
/// </summary>
internal static class WholeFile
{
    public static void Write(string path, string text)
    {
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        var draft = path + ".new";
        File.Delete(draft);
        using (StreamWriter writer = new(draft, options))
            writer.Write(text);
        File.Move(draft, path, overwrite: true);
    }
}
