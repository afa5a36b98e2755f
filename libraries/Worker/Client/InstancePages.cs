using System.Runtime.CompilerServices;
using Google.Protobuf.WellKnownTypes;
using Landfall.Worker.Protobuf;

namespace Landfall.Worker;

/// <summary>Asks the hub for one page after the other.</summary>
internal sealed class InstancePages(
    OrchestrationQuery filter,
    DataConverter converter,
    Func<InstanceQuery, CancellationToken, Task<QueryInstancesResponse>> ask) : AsyncPageable<OrchestrationMetadata>
{
    public override IAsyncEnumerable<Page<OrchestrationMetadata>> AsPages(
        string? continuationToken = null, int? pageSizeHint = null) =>
        Read(continuationToken ?? filter.ContinuationToken, pageSizeHint ?? filter.PageSize);

    private async IAsyncEnumerable<Page<OrchestrationMetadata>> Read(
        string? token, int size, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        do
        {
            var found = await ask(ToWire(token, size), cancellation);
            token = string.IsNullOrEmpty(found.ContinuationToken) ? null : found.ContinuationToken;
            yield return new(
                [.. found.OrchestrationState.Select(s => Instances.ToMetadata(s, filter.FetchInputsAndOutputs, converter))],
                token);
        }
        while (token is not null);
    }

    private InstanceQuery ToWire(string? token, int size)
    {
        var query = new InstanceQuery
        {
            CreatedTimeFrom = filter.CreatedFrom?.ToTimestamp(),
            CreatedTimeTo = filter.CreatedTo?.ToTimestamp(),
            MaxInstanceCount = size,
            ContinuationToken = token,
            InstanceIdPrefix = filter.InstanceIdPrefix,
            FetchInputsAndOutputs = filter.FetchInputsAndOutputs,
        };
        query.RuntimeStatus.AddRange(Instances.ToWire(filter.Statuses));
        query.TaskHubNames.AddRange(filter.TaskHubNames ?? []);
        return query;
    }
}
