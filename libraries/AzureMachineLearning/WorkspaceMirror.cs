using Azure;
using Azure.Core;
using Azure.ResourceManager;
using Azure.ResourceManager.Resources;
using Landfall.Domain.Registry;
using Landfall.Domain.Storage;

namespace Landfall.AzureMachineLearning;

/// <summary>
/// Registers versions in an Azure Machine Learning workspace: a model of the same name, and a version of the same number that
/// points at our files. Generic resources of Azure Resource Manager, because no package for workspaces is to be had.
/// </summary>
public sealed class WorkspaceMirror : IVersionMirror
{
    /// <summary>Of the resource provider; what is sent and read here is the same since 2023-04-01.</summary>
    public const string ApiVersion = "2024-10-01";

    private const string Models = "Microsoft.MachineLearningServices/workspaces/models";
    private const int BadRequest = 400;
    private const int NotFound = 404;
    private const int Conflict = 409;

    private readonly ArmClient azure;

    /// <param name="options">Transport and retries; null takes what all Azure clients take.</param>
    public WorkspaceMirror(TokenCredential credential, ArmClientOptions? options = null)
    {
        options ??= new();
        options.SetApiVersion(new(Models), ApiVersion);
        options.SetApiVersion(new($"{Models}/versions"), ApiVersion);
        azure = new(credential, defaultSubscriptionId: null, options);
    }

    public async Task<MirroredVersion> Mirror(MirrorDraft draft, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var place = $"Azure Machine Learning workspace {new ResourceIdentifier(draft.Workspace).Name}";
        var model = new ResourceIdentifier($"{draft.Workspace}/models/{draft.Version.Model}");
        var version = new ResourceIdentifier($"{model}/versions/{draft.Version.Number}");
        try
        {
            if (await IsThere(draft, version, place, cancel))
                return new(place, version.ToString());
            // What people wrote on a model that is there already is left alone.
            if (await Read(model, cancel) is null)
                await Create(model, ModelBodies.Model(draft), cancel);
            try
            {
                await Create(version, ModelBodies.Version(draft), cancel);
            }
            catch (RequestFailedException taken) when (taken.Status == Conflict)
            {
                if (!await IsThere(draft, version, place, cancel))
                    throw;
            }

            return new(place, version.ToString());
        }
        catch (RequestFailedException failure)
        {
            throw Failed(draft, place, failure);
        }
    }

    /// <exception cref="TerminalFailure">Another version has the number.</exception>
    private async Task<bool> IsThere(MirrorDraft draft, ResourceIdentifier version, string place, CancellationToken cancel)
    {
        if (await Read(version, cancel) is not { } found)
            return false;
        return MirrorRules.Conflict(draft, ModelBodies.Tags(found.Data.Properties)) is not { } conflict
            ? true
            : throw new TerminalFailure(
                $"{draft.Version} is not shown in the {place}: {conflict}. Somebody registered it by hand, or another "
                + "installation uses the same workspace: name a workspace of its own in the Environment, or take another model name.");
    }

    private async Task<GenericResource?> Read(ResourceIdentifier id, CancellationToken cancel)
    {
        try
        {
            return (await azure.GetGenericResource(id).GetAsync(cancel)).Value;
        }
        catch (RequestFailedException missing) when (missing.Status == NotFound)
        {
            return null;
        }
    }

    private Task Create(ResourceIdentifier id, BinaryData properties, CancellationToken cancel) =>
        azure.GetGenericResources().CreateOrUpdateAsync(
            WaitUntil.Completed, id, new(default(AzureLocation)) { Properties = properties }, cancel);

    private static Exception Failed(MirrorDraft draft, string place, RequestFailedException failure)
    {
        var said = $"{draft.Version} could not be shown in the {place}: "
            + (failure.Status == 0 ? "no answer" : $"{failure.Status} {failure.ErrorCode}".Trim())
            + $": {failure.Message.Split('\n')[0].Trim()}";
        return failure.Status switch
        {
            BadRequest => new TerminalFailure(
                $"{said}. What was sent is not what the workspace expects; the version itself is registered.", failure),
            401 or 403 => new MirrorUnavailableException(
                $"{said}. Register's identity needs the role AzureML Data Scientist on the workspace; a new right takes some minutes "
                + "to hold.", failure),
            NotFound => new MirrorUnavailableException(
                $"{said}. Look at spec.registry.azureMachineLearning.workspace of the Environment: is {draft.Workspace} there?",
                failure),
            _ => new MirrorUnavailableException($"{said}. It is tried again.", failure),
        };
    }
}
