using System.Text.Json;
using Landfall.Contracts;
using Landfall.Domain.Records;
using Landfall.Functions.Console.Runs;
using Landfall.Functions.Tests.Record;

namespace Landfall.Functions.Tests.Console;

/// <summary>Runs at the moments people look at them.</summary>
internal static class RunSamples
{
    public static DateTimeOffset Now { get; } = RecordFixture.Now.AddMinutes(30);

    public static EvaluationSummary Evaluation { get; } = new(
        "AUC 0.641 (0.638 to 0.644), champion 0.636.",
        [new("auc", 0.641, 0.638, 0.644, 0.636, 0.005, 0.001, 0.009)],
        [new("auc", GateOutcome.Pass, "lower bound 0.638, at least 0.6"), new("gap", GateOutcome.Ask, "too few rows in ORD")],
        ["origin = ORD: falsePositiveRate changes by +0.011"]);

    public static JudgeReading Harm { get; } = new(
        "slow", JudgeOutcome.Harm, 912.4, 40, 0.2, 20, "candidate 9.8 % of 612, champion 0.2 % of 5,411 (allowed +0.5 points)");

    private static readonly JudgeReading Calm = new(
        "errors", JudgeOutcome.Safe, 0.3, 40, 31, 20, "0.2 % of 2,140, limit 5 %");

    private static readonly JudgeReading Unknown = new("gpu", JudgeOutcome.Unknown, 0, 3, null, null, "no number");

    public static RunView Promoted() => View(
        Status([("landed", StepState.Done, "2001-03, 3 files"), ("rollout", StepState.Done, "no harm")]) with
        {
            Verdict = Verdict.Promoted,
            Reason = "no harm in 2,140 observations",
            FinishedAt = Now.AddMinutes(-5),
            Traffic = 100,
            Version = RecordFixture.Version(7),
            Champion = RecordFixture.Version(6),
            Artifacts = new("data-report.json", "data-report.html", "evaluation.json"),
        },
        evaluation: Evaluation,
        facts:
        [
            Traffic("traffic-0", 0, "shadow", 0), Traffic("traffic-1", 10, "10 %", 4), Traffic("traffic-2", 100, "all", 8, Calm with { Explanation = "0.2 % of 1,300" }),
            new(
                RecordFixture.RunId, "verdict", "verdict", "landfall", Now, "Promoted: no harm", null,
                JsonSerializer.SerializeToElement(new { last = Look("all", 100, Calm) }, ContractsJson.Options)),
        ]);

    public static RunView Quarantined() => View(Waiting("validated", "a release from quarantine until 2026-03-08: 12 % nulls"));

    public static RunView WaitingForApproval() => View(
        Waiting("approved", "1 of ml-leads") with { ApprovalId = "a", Version = RecordFixture.Version(7) }, evaluation: Evaluation);

    public static RunView RolledBack() => View(
        Status([("rollout", StepState.Refused, "slow: harm shown")]) with
        {
            Verdict = Verdict.RolledBack,
            Reason = "slow: harm shown at 10 %",
            FinishedAt = Now,
            Traffic = 0,
            Version = RecordFixture.Version(7),
            Champion = RecordFixture.Version(6),
        },
        facts: [Traffic("traffic-0", 10, "10 %", 0), Traffic("traffic-back", 10, "10 %", 3, Harm)]);

    public static RunView RollingOut(long samples = 1204, bool paused = false, JudgeReading? reading = null) => View(
        Status([("rollout", StepState.Running, "against v6")]) with
        {
            Version = RecordFixture.Version(7),
            Champion = RecordFixture.Version(6),
        },
        Rollout(reading ?? Harm, samples, paused),
        facts: [Traffic("traffic-0", 0, "shadow", 0), Traffic("traffic-1", 10, "10 %", 4)]);

    public static RunView AskingBeforeStep()
    {
        var view = RollingOut(reading: Calm);
        return view with
        {
            Rollout = view.Rollout! with
            {
                WaitsFor = "people are asked about the step 50 %: waiting for 1 of ml-leads",
                ApprovalId = "flights-0123456789ab-approval-step-3",
            },
        };
    }

    private static RolloutSummary Rollout(JudgeReading reading, long samples, bool paused) => new(
        "Looking", 2, 4, "10 %", 10, Now.AddMinutes(4), paused, true, samples, [reading, Unknown], "looking at 10 %",
        Last: new("10 %", 10, Now, samples, [reading, Unknown]));

    public static RunStatus Status(params (string Name, StepState State, string? Detail)[] steps) => new(
        RecordFixture.Run,
        [.. steps.Select(step => new StepStatus(step.Name, step.State, RecordFixture.Now, RecordFixture.Now.AddSeconds(41), step.Detail))],
        RecordFixture.Now);

    public static RunView View(
        RunStatus status, RolloutSummary? rollout = null, EvaluationSummary? evaluation = null, params RecordFact[] facts)
    {
        var entries = new List<RecordEntry>();
        foreach (var fact in facts)
            entries.Add(RecordChain.Append(entries.LastOrDefault(), fact));
        return new(status, rollout, new(entries, null, RecordChain.Verify(entries)), evaluation, Now);
    }

    private static RunStatus Waiting(string step, string waitsFor) => Status([(step, StepState.Waiting, waitsFor)]) with
    {
        WaitingFor = waitsFor,
        WaitingSince = Now.AddMinutes(-14),
    };

    private static RecordFact Traffic(string key, int weight, string step, int minutes, params JudgeReading[] readings) => new(
        RecordFixture.RunId, key, "traffic", "rollout", RecordFixture.Now.AddMinutes(minutes), $"v7 goes to {step}", null,
        JsonSerializer.SerializeToElement(
            new { step, weight, looks = 3, last = readings.Length == 0 ? null : Look(step, weight, readings) }, ContractsJson.Options));

    private static RolloutLook Look(string step, int weight, params JudgeReading[] readings) =>
        new(step, weight, RecordFixture.Now, 612, readings);
}
