using System.CommandLine;
using System.Text.Json;
using Azure;
using Landfall.Cli.Landing;
using Landfall.Cli.Platform;
using Landfall.Contracts.Documents;

namespace Landfall.Cli.Commands;

/// <summary><c>landfall land</c>: uploads a folder as a dataset, as any storage client could.</summary>
internal static class LandCommand
{
    public static Command Of(CliHost host, CommonOptions common)
    {
        var pipeline = new Argument<string>("PIPELINE") { Description = "The pipeline the data is for." };
        var folder = new Argument<string>("FOLDER") { Description = "A folder whose files are one dataset." };
        var name = new Option<string?>("--name")
        {
            Description = "What the dataset is called below the pipeline's prefix; otherwise the folder's name.",
            HelpName = "NAME",
        };
        var command = new Command("land", "Upload a folder as one dataset; what completes it goes last.")
        {
            pipeline, folder, name,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var endpoints = PlatformEndpoints.Find(host, parsed.GetValue(common.Endpoints));
            using var client = PlatformCommand.Client(host, endpoints);
            var document = await client.GetDocumentAsync(
                DocumentKinds.ModelPipeline, parsed.GetValue(pipeline)!, cancellation);
            var data = ((ModelPipeline)document).Spec.Data;

            var path = Path.GetFullPath(parsed.GetValue(folder)!, host.Directory);
            var upload = DatasetUpload.Plan(data, path, parsed.GetValue(name));
            await Upload(upload, endpoints, cancellation);
            Say(host, common.IsJson(parsed), document.Metadata.Name, upload);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static async Task Upload(DatasetUpload upload, PlatformEndpoints endpoints, CancellationToken cancellation)
    {
        try
        {
            await upload.RunAsync(endpoints, cancellation);
        }
        catch (RequestFailedException failure)
        {
            throw new CliException($"The storage refused the upload to {upload.Container}: {failure.Message.Split('\n')[0]}",
                "What was uploaded so far does no harm: nothing begins before the dataset is complete.",
                failure.Status == 0 ? ExitCodes.Unreachable : ExitCodes.Problem);
        }
    }

    private static void Say(CliHost host, bool json, string pipeline, DatasetUpload upload)
    {
        var landed = new LandedBody(
            pipeline, upload.Container, upload.Dataset, upload.Files.Count, upload.Bytes, upload.Sign?.Name);
        host.Line(json
            ? JsonSerializer.Serialize(landed, CliJson.Default.LandedBody)
            : $"✓ {landed.Files} file{(landed.Files == 1 ? "" : "s")} landed in {landed.Container}/{landed.Dataset}; "
                + $"follow the run: landfall run watch {pipeline}");
    }
}
