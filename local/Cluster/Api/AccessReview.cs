using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Landfall.Local.Cluster.Api;

/// <summary>What the caller may do: there is one user here, who may do everything.</summary>
internal static class AccessReview
{
    public const string Path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

    public static async Task RunAsync(HttpContext http)
    {
        var review = await BodyReader.ObjectAsync(http.Request, "SelfSubjectAccessReview");
        await Answer.JsonAsync(http, 201, new JsonObject
        {
            ["kind"] = "SelfSubjectAccessReview",
            ["apiVersion"] = "authorization.k8s.io/v1",
            ["metadata"] = new JsonObject(),
            ["spec"] = review["spec"]?.DeepClone(),
            ["status"] = new JsonObject { ["allowed"] = true, ["reason"] = "the local cluster has one user, who may do everything" },
        });
    }
}
