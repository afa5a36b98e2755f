using System.Net;
using System.Reflection;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Landfall.Kubernetes;

/// <summary>
/// The cluster's API with failures told apart: what no repetition mends is a <c>TerminalFailure</c>, everything else a
/// <see cref="ClusterUnavailableException"/>.
/// </summary>
/// <param name="fieldManager">Who owns the fields that are applied.</param>
public sealed class ClusterClient(IKubernetes kubernetes, string fieldManager)
{
    public string FieldManager => fieldManager;

    /// <summary>Server-side apply: makes the object, or makes it what is wanted; a repeat changes nothing.</summary>
    /// <param name="force">Takes fields over from other managers. Without it such a conflict can be repeated.</param>
    /// <returns>The object as stored. It may be one that is being deleted: look at its deletionTimestamp.</returns>
    public Task<T> Apply<T>(T target, CancellationToken cancel, bool force = true)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        ArgumentNullException.ThrowIfNull(target);

        var entity = EntityOf(typeof(T));
        target.ApiVersion ??= entity.Group.Length == 0 ? entity.ApiVersion : $"{entity.Group}/{entity.ApiVersion}";
        target.Kind ??= entity.Kind;

        return Call(
            $"apply {entity.Kind} {target.Namespace()}/{target.Name()}",
            (api, stop) => Patch(api, target, entity, force, stop), cancel);
    }

    /// <param name="what">For the message when it fails: "read Job a/b".</param>
    public async Task<T> Call<T>(
        string what, Func<IKubernetes, CancellationToken, Task<T>> call, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(call);
        try
        {
            return await call(kubernetes, cancel);
        }
        catch (HttpOperationException refused)
        {
            throw ClusterFailures.Of(refused, what);
        }
        catch (Exception gone) when (
            gone is HttpRequestException or IOException
            || (gone is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new ClusterUnavailableException(
                $"Could not {what}: the cluster did not answer ({gone.Message}).", gone);
        }
    }

    /// <returns>Null when there is no such object.</returns>
    public Task<T?> Find<T>(string what, Func<IKubernetes, CancellationToken, Task<T>> call, CancellationToken cancel)
        where T : class =>
        Call<T?>(
            what,
            async (api, stop) =>
            {
                try
                {
                    return await call(api, stop);
                }
                catch (HttpOperationException none) when (none.Response.StatusCode == HttpStatusCode.NotFound)
                {
                    return null;
                }
            },
            cancel);

    private async Task<T> Patch<T>(
        IKubernetes api, T target, KubernetesEntityAttribute entity, bool force, CancellationToken cancel)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var patch = new V1Patch(target, V1Patch.PatchType.ApplyPatch);
        var (name, space) = (target.Name(), target.Namespace());
        if (entity.Group.Length > 0)
        {
            using var answer = await api.CustomObjects.PatchNamespacedCustomObjectWithHttpMessagesAsync<T>(
                patch, entity.Group, entity.ApiVersion, space, entity.PluralName, name, fieldManager: fieldManager,
                force: force, cancellationToken: cancel);
            return answer.Body;
        }

        // The path of the core group has another shape, so its kinds have calls of their own.
        object applied = target switch
        {
            V1Secret => await api.CoreV1.PatchNamespacedSecretAsync(
                patch, name, space, fieldManager: fieldManager, force: force, cancellationToken: cancel),
            V1ConfigMap => await api.CoreV1.PatchNamespacedConfigMapAsync(
                patch, name, space, fieldManager: fieldManager, force: force, cancellationToken: cancel),
            V1Service => await api.CoreV1.PatchNamespacedServiceAsync(
                patch, name, space, fieldManager: fieldManager, force: force, cancellationToken: cancel),
            V1ServiceAccount => await api.CoreV1.PatchNamespacedServiceAccountAsync(
                patch, name, space, fieldManager: fieldManager, force: force, cancellationToken: cancel),
            _ => throw new NotSupportedException($"{entity.Kind} is not among the core kinds this client applies"),
        };
        return (T)applied;
    }

    private static KubernetesEntityAttribute EntityOf(Type type) =>
        type.GetCustomAttribute<KubernetesEntityAttribute>()
        ?? throw new NotSupportedException(
            $"{type.Name} does not say its group, version and plural (KubernetesEntity)");
}
