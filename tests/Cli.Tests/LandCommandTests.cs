using System.Net;
using Landfall.Cli.Landing;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;

namespace Landfall.Cli.Tests;

public sealed class LandCommandTests : IDisposable
{
    private readonly TestPlatform _platform = new();

    private static DataSpec Data => ((ModelPipeline)DocumentReader.FromJson("ModelPipeline", TestPlatform.Pipeline)).Spec.Data;

    public void Dispose() => _platform.Dispose();

    [Fact]
    public void Only_what_belongs_to_the_pipeline_is_uploaded_below_its_prefix()
    {
        var folder = Folder("2030-01", "b.csv", "a.csv", "notes.txt", "_SUCCESS");

        var upload = DatasetUpload.Plan(Data, folder, name: null);

        Assert.Equal(("flights", "monthly/2030-01"), (upload.Container, upload.Dataset));
        Assert.Equal(["a.csv", "b.csv"], upload.Files.Select(file => file.Name));
        Assert.Equal("_SUCCESS", upload.Sign!.Name);
        Assert.Equal("monthly/other", DatasetUpload.Plan(Data, folder, "other").Dataset);
    }

    [Fact]
    public void A_marker_that_is_missing_is_made_and_a_manifest_is_not()
    {
        var folder = Folder("2030-02", "a.csv");

        Assert.False(DatasetUpload.Plan(Data, folder, null).Sign!.Exists);

        var listed = Data with { Complete = new CompleteSpec(Manifest: "manifest.json") };
        var refused = Assert.Throws<CliException>(() => DatasetUpload.Plan(listed, folder, null));
        Assert.Contains("lacks manifest.json", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere", "does not exist")]
    [InlineData("empty", "no file that matches '*.csv'")]
    public async Task What_cannot_land_is_said_before_anything_is_sent(string folder, string why)
    {
        Folder("empty", "a.parquet");
        _platform.Answer = _ => (HttpStatusCode.OK, TestPlatform.Pipeline);

        Assert.Equal(1, await _platform.RunAsync("land", "flights-delay", folder));

        Assert.Contains(why, _platform.Error, StringComparison.Ordinal);
    }

    private string Folder(string name, params string[] files)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_platform.Folder, name)).FullName;
        foreach (var file in files)
            File.WriteAllText(Path.Combine(folder, file), "x");
        return folder;
    }
}
