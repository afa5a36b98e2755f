using System.Text.Json.Nodes;
using Landfall.Local.Cluster.Kinds;
using Landfall.Local.Cluster.Store;

namespace Landfall.Local.Cluster.Api;

/// <summary>DELETE of one object or of a collection.</summary>
internal sealed class DeleteHandler(ObjectDeleter deleter, ObjectStore store)
{
    /// <summary>Of these a real server gives back the deleted object, of all others a Status; clients' types follow that.</summary>
    private static readonly HashSet<ApiKind> AnswersWithObject = [KindTable.Pod, KindTable.Service, KindTable.ServiceAccount];

    public async Task OneAsync(ResourceRequest request)
    {
        var options = Orphaning(request, await OptionsAsync(request));
        var result = deleter.Delete(request.Kind, request.Namespace, request.Name, options);
        if (!result.Deleted || AnswersWithObject.Contains(request.Kind))
        {
            await Answer.JsonAsync(request.Http, 200, result.Object);
            return;
        }
        var details = ApiException.Details(request.Kind, request.Name, request.Kind.Plural);
        details["uid"] = result.Object.Uid();
        await Answer.JsonAsync(request.Http, 200, new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Success",
            ["details"] = details,
        });
    }

    public async Task CollectionAsync(ResourceRequest request)
    {
        var options = Orphaning(request, await OptionsAsync(request));
        var labels = LabelSelector.Parse(request.Query("labelSelector"));
        var fields = FieldSelector.Parse(request.Kind, request.Query("fieldSelector"));
        var (version, all) = store.List(request.Kind, request.Namespace);
        var chosen = all.Where(item => labels.Matches(item) && fields.Matches(item)).ToList();
        foreach (var item in chosen)
            deleter.Delete(request.Kind, item.Namespace(), item.Name(), options with { Uid = item.Uid() });
        JsonObject metadata = new() { ["resourceVersion"] = version.ToString() };
        await Answer.JsonAsync(request.Http, 200,
            Representation.List(request.Kind, chosen, metadata, View.Full, DateTimeOffset.UnixEpoch));
    }

    // Deleting a Job without saying what becomes of its pods leaves them: old, surprising, and what the real one does.
    private static DeleteOptions Orphaning(ResourceRequest request, DeleteOptions options)
    {
        if (request.Kind != KindTable.Job || options.Propagation is not null)
            return options;
        Answer.Warn(request.Http, "child pods are preserved by default when jobs are deleted; set propagationPolicy=Background " +
            "to remove them or set propagationPolicy=Orphan to suppress this warning");
        return options with { Propagation = "Orphan" };
    }

    private static async Task<DeleteOptions> OptionsAsync(ResourceRequest request)
    {
        var text = await BodyReader.TextAsync(request.Http.Request);
        var body = text.Length == 0 ? [] : BodyReader.Yaml(text) as JsonObject ?? [];
        return DeleteOptions.Read(body, request);
    }
}
