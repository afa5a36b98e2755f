using Landfall.Local.Platform;

namespace Landfall.Harness;

/// <summary>Where the programs are that people start: the build output beside this one.</summary>
internal static class Programs
{
    private static readonly Installation Here = Installation.OfThisProgram;

    /// <summary>The checkout.</summary>
    public static string Root => Here.Root;

    public static string Local => Here.Program("Local", "Landfall.Local");

    /// <summary>The <c>landfall</c> command.</summary>
    public static string Cli => Here.Program("Cli", "Landfall.Cli");

    public static string Toys => Path.Combine(Root, "tests", "Harness", "Toy");
}
