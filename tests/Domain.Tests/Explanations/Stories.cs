using System.Text.Json;
using Landfall.Contracts;
using Landfall.Domain.Records;

namespace Landfall.Domain.Tests.Explanations;

/// <summary>Four runs as their orchestrations record them: promoted, quarantined and refused by expiry, rolled back, refused at a gate.</summary>
internal static class Stories
{
    public static readonly DateTimeOffset January = new(2026, 1, 31, 9, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset February = new(2026, 2, 28, 9, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset March = new(2026, 3, 31, 9, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset April = new(2026, 4, 30, 9, 0, 0, TimeSpan.Zero);

    private static readonly GateSummary[] Passed =
    [
        new("auc", GateOutcome.Pass, "0.641, at least 0.638 with 95 % confidence; at least 0.600 is asked"),
        new("auc against champion", GateOutcome.Pass, "better by 0.005 (0.001 to 0.009); at most 0.005 worse is allowed"),
    ];

    public static (RunStatus Status, RunRecord Record) First() => new Story("0a1b2c3d4e5f", "2001-01", January)
        .Version(1, null).Data("Pass: all 12 checks hold").Model("AUC 0.636 (0.633 to 0.639), no champion", Passed[..1])
        .Fact(40, "traffic-0", "traffic", "rollout", "flights-delay v1 goes to all: flights-delay v1 is ready", new { step = "all", weight = 100 })
        .End(55, Verdict.Promoted, "0.2 % of 1,912 failed, limit 5 %", "approved", "not asked: the pipeline wants approval Never");

    public static (RunStatus Status, RunRecord Record) Promoted() => new Story("3f9a1c2b4d5e", "2001-02", February)
        .Version(2, 1).Data("Warn: 12 checks, 1 note: an impossible delay left out")
        .Model("AUC 0.641 (0.638 to 0.644), champion 0.636: better by 0.005 (0.001 to 0.009)", Passed)
        .Fact(30, "asked", "asked", "approve", "asked ml-leads for 1")
        .Fact(34, "decided", "decided", "ana", "Approved: approved by ana: the slices look fine")
        .Fact(40, "traffic-0", "traffic", "rollout", "flights-delay v2 goes to shadow: flights-delay v2 is ready", new { step = "shadow", weight = 0 })
        .Fact(50, "traffic-1", "traffic", "rollout", "flights-delay v2 goes to 10 %: no harm in 2,140 pairs", new { step = "10 %", weight = 10 })
        .Fact(70, "traffic-2", "traffic", "rollout", "flights-delay v2 goes to all: no harm in 1,204 observations, safety shown", new { step = "all", weight = 100 })
        .End(90, Verdict.Promoted, "no harm in 12,084 observations");

    public static (RunStatus Status, RunRecord Record) Quarantined() => new Story("77c0de77c0de", "2001-03", March)
        .Data("Quarantine: 18.2 % of 'delay' are null, at most 5 % are allowed")
        .End(20160, Verdict.Rejected, "quarantined, and nobody released it within 14 days: 18.2 % of 'delay' are null, at most 5 % are allowed", refusedAt: "validated");

    public static (RunStatus Status, RunRecord Record) RolledBack() => new Story("b4dc0ffee123", "2001-04", April)
        .Version(3, 2).Data("Pass: all 12 checks hold").Model("AUC 0.644 (0.641 to 0.647), champion 0.641: better by 0.003 (-0.001 to 0.007)", Passed)
        .Fact(30, "asked", "asked", "approve", "asked ml-leads for 1")
        .Fact(31, "decided", "decided", "bo", "Approved: approved by bo")
        .Fact(40, "traffic-0", "traffic", "rollout", "flights-delay v3 goes to shadow: flights-delay v3 is ready", new { step = "shadow", weight = 0 })
        .Fact(50, "traffic-1", "traffic", "rollout", "flights-delay v3 goes to 10 %: no harm in 2,011 pairs", new { step = "10 %", weight = 10 })
        .Fact(52, "traffic-back", "traffic", "rollout", "all traffic is with flights-delay v2: slow: harm shown at 10 %",
            new { step = "10 %", weight = 10, last = new RolloutLook("10 %", 10, April.AddMinutes(52), 612, [Slow]) })
        .End(53, Verdict.RolledBack, "slow: harm shown at 10 %", refusedAt: "rollout");

    public static (RunStatus Status, RunRecord Record) Refused() => new Story("5eed5eed5eed", "2001-05", April.AddDays(31))
        .Data("Pass: all 12 checks hold")
        .Model("AUC 0.588 (0.585 to 0.591), champion 0.641: worse by 0.053", [Passed[0] with
        {
            Outcome = GateOutcome.Fail, Explanation = "0.588, at least 0.585 with 95 % confidence; at least 0.600 is asked",
        }], isRegistered: false)
        .End(25, Verdict.Rejected, "AUC 0.588 (0.585 to 0.591), champion 0.641: worse by 0.053", refusedAt: "evaluated");

    public static (RunStatus Status, RunRecord Record) Misbehaved() => new Story("be4a5e1f0000", "2001-06", April.AddDays(61))
        .Data("Pass: all 12 checks hold")
        .Model("AUC 0.641 (0.638 to 0.644), champion 0.636: better by 0.005", [Passed[0], new(
            "behaviour: carrier-name", GateOutcome.Fail, "61 of 500 rows violate it (12.2 %), above the limit 5 %",
            ["row 4, carrier AA → DL: score 0.21 became 0.55", "row 9, carrier AA → DL: score 0.4 became 0.61"])], isRegistered: false)
        .End(25, Verdict.Rejected, "Behaviour: carrier-name: 61 of 500 rows violate it", refusedAt: "evaluated");

    /// <summary>Both ends that showing a version elsewhere can have.</summary>
    public static (RunStatus Status, RunRecord Record) Shown() => new Story("5402400000ab", "2001-07", January)
        .Version(1, null).Data("Pass: all 12 checks hold").Model("AUC 0.636 (0.633 to 0.639), no champion", Passed[..1])
        .Fact(26, "mirrored", "mirrored", "register", "flights-delay v1 is shown in the Azure Machine Learning workspace ml")
        .Fact(27, "mirror-failed", "mirror-failed", "register", "flights-delay v1 is registered and signed, and not shown elsewhere: 403 AuthorizationFailed")
        .End(55, Verdict.Promoted, "no harm");

    public static (RunStatus Status, RunRecord Record) Checked() => new Story("c4ec4ed00001", "2001-08", January)
        .Version(4, 3).Data("Pass: all 12 checks hold").Model("AUC 0.641 (0.638 to 0.644), champion 0.636: better by 0.005", Passed)
        .Fact(26, "check-asked-bias", "check-asked", "approve",
            "outside check 'bias', required, was started: bias.yml of example/audits at main, GitHub. It may answer until 2026-01-31 11:26:00Z")
        .Fact(40, "checked-bias", "checked", "check bias", "outside check 'bias' failed: 3 of 12 groups (https://ci.example.com/7)")
        .End(41, Verdict.Rejected, "the required check 'bias' failed: 3 of 12 groups (https://ci.example.com/7)", refusedAt: "checked");

    public static (RunStatus Status, RunRecord Record) Tried() => new Story("exp5eed5eed5eed", "2001-02", April)
        .Version(2, 2)
        .Data("Pass: all 12 checks hold", by: "ada", began: "experiment on 2001-02 with train.env.TRAIN_ROWS=400000 (twice the rows)")
        .Model("AUC 0.645 (0.642 to 0.648), champion 0.641: better by 0.004", Passed, isRegistered: false)
        .End(25, Verdict.Evaluated, "its gates passed: AUC 0.645 (0.642 to 0.648), champion 0.641: better by 0.004");

    public static IEnumerable<(RunStatus Status, RunRecord Record)> All() =>
        [First(), Promoted(), Quarantined(), RolledBack(), Refused(), Misbehaved(), Shown(), Checked(), Tried()];

    private static JudgeReading Slow => new(
        "slow", JudgeOutcome.Harm, 912.4, 40, 0.2, 20, "candidate 9.8 % of 612, champion 0.2 % of 5,411, allowed +1 point");

    public static ModelVersionRef V(int number) => new(
        "flights-delay", number, $"sha256:{new string((char)('0' + number), 64)}", "registry.local/server@sha256:1", $"sha256:{new string('9', 63)}{number}");

    /// <summary>Builds a run from the facts that its steps write.</summary>
    private sealed class Story(string id, string dataset, DateTimeOffset start)
    {
        private readonly Run run = new(
            $"flights-delay-{id}", "flights-delay", new($"sha256:{new string('d', 60)}{id[..4]}", dataset, "m.json", 3, 4_100_000),
            new($"sha256:{new string('1', 64)}", $"sha256:{new string('2', 64)}", $"sha256:{new string('3', 64)}"), new("data"), 1, start);

        private readonly List<RecordEntry> entries = [];
        private ModelVersionRef? version;
        private ModelVersionRef? champion;

        public Story Version(int number, int? before)
        {
            (version, champion) = (V(number), before is { } old ? V(old) : null);
            return this;
        }

        public Story Data(string summary, string by = "data", string? began = null)
        {
            Fact(0, "started", "started", by, began ?? $"run of {dataset}, attempt 1", inputs: new() { ["dataset"] = run.Dataset.Digest });
            return Fact(1, "validated", "validated", "validate", summary, new { rows = 511_502, checks = 12, notes = 1 });
        }

        public Story Model(string headline, GateSummary[] gates, bool isRegistered = true)
        {
            Fact(10, "trained", "trained", "train", $"{run.Id}-train-1 wrote {V(version?.Number ?? 9).Digest}");
            var passes = gates.All(gate => gate.Outcome == GateOutcome.Pass);
            Fact(20, "evaluated", "evaluated", "evaluate", $"{(passes ? "Pass" : "Fail")}: {headline}", new { gates });
            return isRegistered && version is not null
                ? Fact(25, "registered", "registered", "register", $"{version} signed", inputs: new() { ["statement"] = version.StatementDigest })
                : this;
        }

        public Story Fact(
            int minute, string key, string what, string by, string summary, object? facts = null, Dictionary<string, string>? inputs = null)
        {
            var fact = new RecordFact(
                run.Id, key, what, by, start.AddMinutes(minute), summary, inputs,
                facts is null ? null : JsonSerializer.SerializeToElement(facts, ContractsJson.Options));
            entries.Add(RecordChain.Append(entries.LastOrDefault(), fact));
            return this;
        }

        public (RunStatus Status, RunRecord Record) End(
            int minute, Verdict verdict, string reason, string? skipped = null, string? detail = null, string? refusedAt = null)
        {
            Fact(minute, "verdict", "verdict", "landfall", $"{verdict}: {reason}");
            List<StepStatus> steps = [new("landed", StepState.Done), new("validated", State("validated")), new("trained", entries.Any(e => e.Fact.What == "trained") ? StepState.Done : StepState.Skipped)];
            steps.AddRange([new("evaluated", State("evaluated")), new("rollout", State("rollout"))]);
            if (skipped is not null)
                steps.Add(new(skipped, StepState.Skipped, Detail: detail));
            if (refusedAt == "checked")
                steps.Add(new(refusedAt, StepState.Refused));

            var status = new RunStatus(
                run, steps, start, start.AddMinutes(minute), verdict, reason, Version: version, Champion: champion,
                Artifacts: new("data-report.json", "data-report.html"));
            var chain = RecordChain.Verify(entries);
            return (status, new(entries, null, chain with { Explanation = $"{chain.Explanation}, signed by 0f1e2d3c4b5a" }));

            StepState State(string step) => step == refusedAt ? StepState.Refused
                : entries.Any(entry => entry.Fact.What == (step == "rollout" ? "traffic" : step)) ? StepState.Done : StepState.Skipped;
        }
    }
}
