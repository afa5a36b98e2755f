using System.Text.Json.Nodes;
using Landfall.Worker.Build;

namespace Landfall.Worker.Tests.Build;

public sealed class FunctionScanTests
{
    private static readonly string AppFolder =
        Path.Combine(AppContext.BaseDirectory, "..", "..", "Worker.Tests.App", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/', '\\')));

    [Theory]
    [Trait("Protocol", "8.1")]
    [InlineData("Travel", """[{"type":"orchestrationTrigger","direction":"in","name":"context"}]""")]
    [InlineData("Drive", """[{"type":"activityTrigger","direction":"in","name":"trip"}]""")]
    [InlineData("Hello", """[{"type":"httpTrigger","direction":"in","name":"request","authLevel":"function","methods":["get"],"route":"hello/{id:int}"},{"type":"http","direction":"out","name":"res"}]""")]
    [InlineData("StartTravel", """[{"type":"httpTrigger","direction":"in","name":"request","authLevel":"function","methods":["post"],"route":"trips/{id}"},{"type":"http","direction":"out","name":"res"},{"type":"durableClient","direction":"in","name":"client"}]""")]
    [InlineData("Tick", """[{"type":"timerTrigger","direction":"in","name":"timer","schedule":"0 */5 * * * *","runOnStartup":true}]""")]
    [InlineData("Take", """[{"type":"queueTrigger","direction":"in","name":"message","queueName":"trips","connection":"Storage"}]""")]
    [InlineData("Landed", """[{"type":"eventGridTrigger","direction":"in","name":"landed"},{"type":"durableClient","direction":"in","name":"client"}]""")]
    [InlineData("Read", """[{"type":"blobTrigger","direction":"in","name":"blob","path":"inbox/{name}","source":"EventGrid"}]""")]
    public void The_build_writes_one_function_json_per_function(string function, string bindings)
    {
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(AppFolder, function, "function.json")))!;

        Assert.Equal(bindings, json["bindings"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Fact]
    [Trait("Protocol", "8.2")]
    public void The_output_folder_is_an_app_root()
    {
        var host = JsonNode.Parse(File.ReadAllText(Path.Combine(AppFolder, "host.json")))!;
        var program = host["customHandler"]!["description"]!["defaultExecutablePath"]!.GetValue<string>();
        var hub = host["extensions"]!["durableTask"]!;

        Assert.True(File.Exists(Path.Combine(AppFolder, program)) || File.Exists(Path.Combine(AppFolder, program + ".exe")));
        Assert.True(hub["storageProvider"]!["workItemFilteringEnabled"]!.GetValue<bool>());
        Assert.Equal("[4.38.1, 5.0.0)", host["extensionBundle"]!["version"]!.GetValue<string>());
        Assert.Equal(9, Directory.EnumerateFiles(AppFolder, "function.json", SearchOption.AllDirectories).Count());
    }

    [Fact]
    [Trait("Protocol", "8.1")]
    public void Writes_only_what_changed_and_removes_what_is_gone()
    {
        var folder = Directory.CreateTempSubdirectory("landfall-");
        try
        {
            ScannedFunction[] two = [new("A", []), new("B", [])];

            Assert.Equal(2, FunctionFolders.Write(folder.FullName, two));
            Assert.Equal(0, FunctionFolders.Write(folder.FullName, two));
            Assert.Equal(0, FunctionFolders.Write(folder.FullName, [new("B", [])]));
            Assert.Equal(["B"], folder.EnumerateDirectories().Select(d => d.Name));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
