namespace Landfall.Local.Platform;

/// <summary>
/// Where the programs and files of this checkout are. Every project builds into <c>artifacts/bin/NAME/CONFIGURATION</c>,
/// so that the others are found beside this one.
/// </summary>
internal sealed class Installation
{
    private readonly string configuration;
    private readonly string programs;

    public Installation(string baseDirectory)
    {
        var here = new DirectoryInfo(baseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        configuration = here.Name;
        programs = here.Parent?.Parent?.FullName
            ?? throw new InvalidOperationException($"{baseDirectory} is not below artifacts/bin: start with dotnet run --project local.");
        Root = Path.GetFullPath(Path.Combine(programs, "..", ".."));
    }

    public static Installation OfThisProgram => new(AppContext.BaseDirectory);

    /// <summary>The checkout.</summary>
    public string Root { get; }

    /// <summary>Shared by tests and runs: what is downloaded once.</summary>
    public string Cache => Path.Combine(Root, "artifacts");

    public string Sample => Path.Combine(Root, "samples", "flights");

    /// <exception cref="InvalidOperationException">The program was not built.</exception>
    public string Folder(string project)
    {
        var folder = Path.Combine(programs, project, configuration);
        return Directory.Exists(folder)
            ? folder
            : throw new InvalidOperationException($"{project} is not built: expected {folder}. Build with dotnet build local.");
    }

    public string Program(string project, string assembly) =>
        Path.Combine(Folder(project), OperatingSystem.IsWindows() ? assembly + ".exe" : assembly);
}
