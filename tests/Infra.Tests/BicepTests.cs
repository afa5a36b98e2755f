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

    [Theory]
    [MemberData(nameof(Bicep.Files), MemberType = typeof(Bicep))]
    public void Every_file_is_formatted(string file)
    {
        var formatted = Bicep.Run("format", file, "--stdout");

        Assert.Equal(0, formatted.ExitCode);
        Assert.Equal(File.ReadAllText(Path.Combine(Bicep.Infra, file)).TrimEnd(), formatted.Output.TrimEnd());
    }

    /// <remarks>After a wanted change: the same command with <c>--mode overwrite</c>, and review what it wrote.</remarks>
    [Fact]
    public void What_would_be_deployed_is_what_was_reviewed()
    {
        var compared = Bicep.Run(["snapshot", "main.bicepparam", "--mode", "validate", .. Place]);

        Assert.True(compared.ExitCode == 0, compared.Output);
    }
}
