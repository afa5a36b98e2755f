namespace Landfall.Bench.Tests;

public sealed class KeptPageTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("landfall-kept-").FullName;

    private string File => Path.Combine(folder, "results", "data.md");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_part_takes_its_place_and_leaves_the_others_as_they_were()
    {
        Page("# Data, first").Keep("files", "## Files\n\n| 1 |\n");
        Page("# Data, first").Keep("job", "## Job\n\n| 2 |\n");

        Page("# Data, later").Keep("files", "## Files\n\n| 3 |\n\nand more\n");

        var kept = System.IO.File.ReadAllText(File);
        Assert.StartsWith("# Data, later\n\n<!-- part job, measured ", kept, StringComparison.Ordinal);
        Assert.Equal(["## Job", "## Files"], kept.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)));
        Assert.Contains("| 2 |", kept, StringComparison.Ordinal);
        Assert.EndsWith("## Files\n\n| 3 |\n\nand more\n", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("| 1 |", kept, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_that_nobody_knows_any_more_goes()
    {
        Page("# Data").Keep("job", "## Job");
        new KeptPage(File, "# Data", ["files"]).Keep("files", "## Files");

        Assert.DoesNotContain("## Job", System.IO.File.ReadAllText(File), StringComparison.Ordinal);
    }

    private KeptPage Page(string head) => new(File, head, ["job", "files"]);
}
