namespace Landfall.Infra.Tests;

public sealed class BicepTests
{
    private static readonly string[] Place =
        ["--subscription-id", "00000000-0000-0000-0000-000000000001", "--location", "westeurope"];

    [Fact]
    public void The_whole_estate_compiles_without_a_word()
    {
        var file = Path.GetTempFileName();
        try
        {
            var built = Bicep.Run("build", "main.bicep", "--outfile", file);

            Assert.Equal((0, ""), (built.ExitCode, built.Output.Trim()));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void The_linter_has_nothing_to_say()
    {
        var linted = Bicep.Run("lint", "main.bicep");

        Assert.Equal((0, ""), (linted.ExitCode, linted.Output.Trim()));
    }

    [Fact]
    public void Every_file_is_formatted()
    {
        var copy = Directory.CreateTempSubdirectory("landfall-bicep-");
        try
        {
            var files = Bicep.Files();
            foreach (var file in files)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(copy.FullName, file))!);
                // The one change that formatting must undo shows that the file was among those formatted.
                var text = File.ReadAllText(Path.Combine(Bicep.Infra, file));
                File.WriteAllText(Path.Combine(copy.FullName, file), text + "\n\n\n");
            }

            var formatted = Bicep.RunIn(copy.FullName, "format", "--pattern", "**/*.bicep*");

            Assert.Equal((0, ""), (formatted.ExitCode, formatted.Output.Trim()));
            Assert.All(files, file => Assert.Equal(
                File.ReadAllText(Path.Combine(Bicep.Infra, file)), File.ReadAllText(Path.Combine(copy.FullName, file))));
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    /// <remarks>After a wanted change: the same command with <c>--mode overwrite</c>, and review what it wrote.</remarks>
    [Fact]
    public void What_would_be_deployed_is_what_was_reviewed()
    {
        var compared = Bicep.Run(["snapshot", "main.bicepparam", "--mode", "validate", .. Place]);

        Assert.True(compared.ExitCode == 0, compared.Output);
    }
}
