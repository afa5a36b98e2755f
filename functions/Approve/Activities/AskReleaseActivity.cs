using Landfall.Domain.Approvals;
using Landfall.Domain.Documents;
using Landfall.Domain.Experiments;
using Landfall.Domain.Storage;
using Landfall.Functions.Approve.Asking;

namespace Landfall.Functions.Approve.Activities;

/// <summary>
/// Tells the approvers at once that data failed its checks. They decide on the run's page: the message holds no personal
/// link, because a release is not a decision about a version.
/// </summary>
public sealed class AskReleaseActivity(Asker asker, PinnedDocuments documents)
{
    /// <exception cref="TerminalFailure">Nobody of the plan's groups may decide.</exception>
    [Function(Steps.AskRelease)]
    public async Task<AskedRelease> Run([ActivityTrigger] AskReleaseRequest request, CancellationToken cancel)
    {
        Experiment.Forbid(request.Run, "ask for a release of data");
        var pipeline = await documents.Pipeline(request.Run, cancel);
        var environment = await documents.Environment(request.Run, cancel);
        var people = ApprovalPeople.Asked(request.Plan with { Quorum = 1 }, pipeline, environment.Spec);
        await asker.SendAboutData(request, people, environment.Spec, cancel);
        return new(people);
    }
}
