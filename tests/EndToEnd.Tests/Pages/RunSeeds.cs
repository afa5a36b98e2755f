using System.Text.Json;
using Landfall.Contracts;
using Landfall.Domain.Approvals;
using Landfall.Domain.Documents;
using Landfall.Domain.Records;
using Landfall.Domain.Registry;
using Landfall.Domain.Storage;
using Landfall.Storage;

namespace Landfall.EndToEnd.Tests.Pages;

/// <summary>Puts runs where the apps look for them: those that ended into storage, those that live into the hub.</summary>
internal static class RunSeeds
{
    private static readonly string[] Names =
        ["landed", "validated", "trained", "evaluated", "registered", "approved", "rollout", "recorded"];

    private static readonly string[] Details =
    [
        "monthly/2001-04, 3 files, 4.2 MB", "12 checks passed, 511,502 rows", "job flights-delay-train-1",
        RunMoments.Evaluation.Headline, "v7 signed", "anna approved", "no harm in 2,140 samples at all traffic", "commit 3f2a91c",
    ];

    public static async Task<PageServer> Filled()
    {
        var server = await PageServer.Start();
        await Ended(server, RunMoments.Promoted, Verdict.Promoted, "no harm in 2,140 samples with all traffic", 8, StepState.Done);
        await Ended(server, RunMoments.RolledBack, Verdict.RolledBack, $"slow: {RunMoments.Harm.Explanation}", 7, StepState.Refused);
        await Ended(server, RunMoments.Rejected, Verdict.Rejected,
            "expired in quarantine: delay: 9.2 % of the values are above 1,400 minutes (limit 0.1 %)", 2, StepState.Refused);
        await Ended(server, RunMoments.Failed, Verdict.Failed,
            "training failed (OwnFailure): the trainer ended with code 3: KeyError: 'delay'", 3, StepState.Failed);
        await Ended(server, RunMoments.Hostile, Verdict.Rejected, RunMoments.HostileText, 2, StepState.Refused, RunMoments.HostileText);
        await Evidence(server, RunMoments.Promoted, [Move(0, "shadow", 0, 0), Move(1, "10 %", 10, 4, RunMoments.Safe),
            Move(2, "50 %", 50, 9, RunMoments.Safe, RunMoments.Undecided), Move(3, "all", 100, 15, RunMoments.Safe)]);
        await Evidence(server, RunMoments.RolledBack, [Move(0, "shadow", 0, 0), Move(1, "10 %", 10, 4, RunMoments.Safe),
            Move(-1, "10 %", 10, 6, RunMoments.Harm, RunMoments.Safe)]);
        await server.Blobs.CreateJson(
            Paths.Alias("flights-delay", "champion"),
            new AliasEntry(1, RunMoments.Version(6), 5, RunMoments.Promoted, "no harm", RunMoments.Now.AddDays(-3)), default);

        Live(server, Under(RunMoments.Training, 3, StepState.Running, "409,202 rows"));
        Live(server, Waiting(RunMoments.Quarantined, 2,
            "a release from quarantine until 2026-04-01 00:16:00Z: delay: 9.2 % of the values are above 1,400 minutes (limit 0.1 %)"));
        Live(server, Waiting(RunMoments.Asking, 6, "1 of ml-leads") with
        {
            ApprovalId = Orchestrators.ApprovalId(RunMoments.Asking),
            Version = RunMoments.Version(7),
            Champion = RunMoments.Version(6),
        });
        await Evidence(server, RunMoments.Asking, []);
        await Rollout(server, RunMoments.RollingOut, samples: 1204);
        await Rollout(server, RunMoments.Quiet, samples: 0);
        return server;
    }

    /// <summary>Stores the question of a run and gives the link of a person.</summary>
    public static async Task<string> Ask(PageServer server, ApprovalQuestion question, string person = "anna", TimeSpan? life = null)
    {
        question = await Pinned(server, question);
        await server.Blobs.CreateJson(Paths.Question(question.Ticket.Id), question, default);
        var end = life is { } given ? RunMoments.Now + given : question.Ticket.ExpiresAt;
        var token = await server.Links.Issue(
            question.Ticket.Id, person, question.Ticket.EvidenceDigest, end, TestContext.Current.CancellationToken);
        return $"{server.Address}/api/approvals/{question.Ticket.Id}?t={token}";
    }

    /// <summary>The same question of a run whose environment is stored, as every run's is.</summary>
    private static async Task<ApprovalQuestion> Pinned(PageServer server, ApprovalQuestion question)
    {
        var environment = DocumentReader.Read(File.ReadAllText(SourceTree.At("local/Documents/environment.yaml"))).Document!;
        var (request, run) = (question.Request, question.Request.Run);
        request = request with
        {
            Run = run with
            {
                Documents = run.Documents with { Environment = await new BlobDocumentStore(server.Blobs).PutAsync(environment, default) },
            },
        };
        return question with
        {
            Request = request,
            Ticket = question.Ticket with { EvidenceDigest = ApprovalEvidence.Digest(request) },
        };
    }

    private static async Task Ended(
        PageServer server, string id, Verdict verdict, string reason, int reached, StepState last, string dataset = "monthly/2001-04")
    {
        var status = Under(id, reached, last, reached == 8 ? Details[7] : reason, dataset);
        await server.Blobs.CreateJson(Paths.Status(id), status with
        {
            Steps = [.. status.Steps.Select((step, at) => at >= reached ? step with { State = StepState.Skipped } : step)],
            Verdict = verdict,
            Reason = reason,
            FinishedAt = RunMoments.Now.AddMinutes(-3),
            Traffic = verdict == Verdict.Promoted ? 100 : reached > 6 ? 0 : null,
            Version = reached > 4 ? RunMoments.Version(7) : null,
            Champion = reached > 3 ? RunMoments.Version(6) : null,
            Artifacts = reached > 3 ? new("data-report.json", "data-report.html", "evaluation.json") : null,
        }, default);
        if (reached <= 3)
            await Chain(server, id, []);
    }

    /// <summary>A rollout at 10 %, after so many looks at the candidate.</summary>
    public static async Task Rollout(PageServer server, string id, int samples)
    {
        Live(server, Under(id, 7, StepState.Running, "against flights-delay v6") with
        {
            Version = RunMoments.Version(7),
            Champion = RunMoments.Version(6),
            Traffic = 10,
        });
        server.Hub.Add(Orchestrators.ProgressiveRollout, Orchestrators.RolloutId(id), new RolloutSummary(
            "Looking", 2, 4, "10 %", 10, RunMoments.Now.AddMinutes(4), false, samples > 0, samples,
            samples > 0 ? [RunMoments.Safe, RunMoments.Undecided, RunMoments.Unknown] : [],
            samples > 0 ? $"no harm in {samples:N0} samples at 10 %; 240 s left" : "holding, nothing to judge by: nobody asks the route",
            Last: samples > 0 ? Look("10 %", 10, RunMoments.Safe, RunMoments.Undecided, RunMoments.Unknown) : null));
        await Evidence(server, id, [Move(0, "shadow", 0, 0), Move(1, "10 %", 10, 4, RunMoments.Safe)]);
    }

    private static void Live(PageServer server, RunStatus status) =>
        server.Hub.Add(Orchestrators.ModelDelivery, status.Run.Id, status with
        {
            Artifacts = new("data-report.json", "data-report.html", "evaluation.json"),
        });

    private static RunStatus Under(string id, int reached, StepState last, string detail, string dataset = "monthly/2001-04") => new(
        RunMoments.Run(id, dataset),
        [.. Names.Select((name, at) => new StepStatus(
            name, at < reached - 1 ? StepState.Done : at == reached - 1 ? last : StepState.Pending,
            at < reached ? At(at) : null, at < reached - 1 || (at < reached && IsOver(last)) ? At(at).AddSeconds(41) : null,
            at < reached - 1 ? Details[at] : at == reached - 1 ? detail : null))],
        At(0));

    private static RunStatus Waiting(string id, int reached, string waitsFor) =>
        Under(id, reached, StepState.Waiting, waitsFor) with { WaitingFor = waitsFor, WaitingSince = RunMoments.Now.AddMinutes(-14) };

    private static bool IsOver(StepState state) => state is StepState.Done or StepState.Refused or StepState.Failed;

    private static DateTimeOffset At(int step) => RunMoments.Now.AddMinutes(-40 + step);

    private static async Task Evidence(PageServer server, string id, IReadOnlyList<RecordFact> moves)
    {
        await server.Blobs.CreateJson(Paths.EvaluationReport(id), new { result = RunMoments.Evaluation }, default);
        await server.Blobs.Create(
            Paths.DataReportPage(id), "<!doctype html><html lang=\"en\"><title>Data report</title><h1>Data report</h1>"u8.ToArray(),
            "text/html", default);
        await Chain(server, id, moves);
    }

    private static async Task Chain(PageServer server, string id, IReadOnlyList<RecordFact> moves)
    {
        RecordEntry? last = null;
        var started = new RecordFact(id, "started", "started", "data", At(0), "run of monthly/2001-04, attempt 1",
            new Dictionary<string, string> { ["dataset"] = RunMoments.Digest('a') });
        foreach (var fact in moves.Prepend(started).Select(fact => fact with { RunId = id }))
        {
            last = RecordChain.Append(last, fact);
            await server.Blobs.CreateJson(Paths.Record(id, last.Sequence), last, default);
        }
    }

    private static RecordFact Move(int step, string name, int weight, int minutes, params JudgeReading[] readings) => new(
        "", step < 0 ? "traffic-back" : $"traffic-{step}", "traffic", "rollout", RunMoments.Now.AddMinutes(-25 + minutes),
        step < 0 ? $"all traffic is with flights-delay v6: slow: {RunMoments.Harm.Explanation}"
            : $"flights-delay v7 goes to {name}: {(step == 0 ? "the candidate is ready" : "no harm in 1,204 samples")}",
        new Dictionary<string, string> { ["candidate"] = RunMoments.Digest('7') },
        JsonSerializer.SerializeToElement(
            new { step = name, weight, looks = 3, last = readings.Length == 0 ? null : Look(name, weight, readings) },
            ContractsJson.Options));

    private static RolloutLook Look(string step, int weight, params JudgeReading[] readings) =>
        new(step, weight, RunMoments.Now.AddMinutes(-2), 1204, readings);
}
