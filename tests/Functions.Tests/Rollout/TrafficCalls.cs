using Landfall.Contracts;
using Landfall.Fakes;
using Landfall.Functions.Rollout.Activities;

namespace Landfall.Functions.Tests.Rollout;

/// <summary>Writes of a route by tests that do not ask what is owed to a record.</summary>
internal static class TrafficCalls
{
    public static Task<AppliedTraffic> Run(this ApplyTrafficActivity activity, TrafficChange change, CancellationToken cancel) =>
        activity.Run(change, new FakeDurableTaskClient(), cancel);

    public static Task<AliasAdmission> Run(this AdmitAliasActivity activity, AdmitAliasRequest request, CancellationToken cancel) =>
        activity.Run(request, new FakeDurableTaskClient(), cancel);
}
