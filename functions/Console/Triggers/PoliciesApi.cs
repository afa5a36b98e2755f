using System.Text;
using Landfall.Contracts.Documents;
using Landfall.Domain.Access;
using Landfall.Domain.Documents;
using Landfall.Domain.Experiments;
using Landfall.Domain.Policies;
using Landfall.Domain.Records;
using Landfall.Domain.Storage;
using Landfall.Functions.Console.Access;
using Landfall.Functions.Console.Runs;
using Landfall.Registry;

namespace Landfall.Functions.Console.Triggers;

/// <summary>What another policy would have said of past runs. Changes nothing.</summary>
public sealed class PoliciesApi(
    RunDirectory runs, RecordReader records, PinnedDocuments documents, ModelRegistry registry, ConsoleOptions options, Door door)
{
    [Function("ReplayPolicy")]
    public async Task<IResult> Replay(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "policies/replay")] HttpRequest request,
        [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        var visit = await door.Enter(request, null, cancel);
        if (visit.Refusal(AccessAct.View, null) is { } refused)
            return Answers.Refuse(refused);

        var buffer = new byte[options.LargestDocument + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel);
        if (length > options.LargestDocument)
            return Answers.Refuse(StatusCodes.Status413PayloadTooLarge, "tooLarge",
                $"The document has more than {options.LargestDocument:N0} bytes.");

        var reading = DocumentReader.Read(Encoding.UTF8.GetString(buffer, 0, length));
        if (reading.Document is not DeliveryPolicy policy)
            return Answers.Refuse(StatusCodes.Status422UnprocessableEntity, "invalidDocument",
                reading.Problems.Count > 0 ? reading.Problems[0].Message : "The document is no DeliveryPolicy.",
                "Check it: landfall pipeline validate FILE", reading.Problems);

        var replayed = new List<ReplayedRun>();
        foreach (var run in (await runs.All(client, cancel)).Where(
            run => run.Verdict is not null && !Experiment.Is(run.Run) && visit.May(AccessAct.View, run.Run.Pipeline)))
        {
            if (await Past(run, cancel) is { } past)
                replayed.Add(PolicyReplay.Of(policy.Spec, past));
        }

        return Answers.Of(replayed);
    }

    /// <returns>Null for a run whose documents are gone: nothing can be said of it.</returns>
    private async Task<PastRun?> Past(RunStatus run, CancellationToken cancel)
    {
        try
        {
            var pipeline = await documents.Pipeline(run.Run, cancel);
            var policy = await documents.Policy(run.Run, cancel);
            var version = run.Version is { } made ? await registry.Version(made.Model, made.Number, cancel) : null;
            return new(run, pipeline.Spec, policy.Spec, await records.Entries(run.Run.Id, cancel), version?.KeyId);
        }
        catch (TerminalFailure)
        {
            return null;
        }
    }
}
