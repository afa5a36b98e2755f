namespace Landfall.Orchestrations.Tests.Samples;

/// <summary>One run of one pipeline, as all tests here know it.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly Run Run = RunOf("flights-3f9a1c2b4d5e", "2026-02");

    public static readonly Run Experiment = RunOf("flights-exp9f41a5722ac8", "2026-02") with
    {
        Trigger = new("experiment", "try-1"),
        Experiment = new("ada", "twice the rows", ["train.env.TRAIN_ROWS=400000"], "sha256:applied"),
    };

    public static readonly Split Split = new(
        "train.json", "sha256:train", 800, "holdout.json", "sha256:holdout", 200, "labels.parquet", "sha256:labels");

    public static readonly JobOutput Model = new("model.json", "sha256:model", 2, 4096);
    public static readonly ModelVersionRef Six = new("flights", 6, "sha256:m6", "registry/server@sha256:s", "sha256:st6");
    public static readonly ModelVersionRef Seven = new("flights", 7, "sha256:model", "registry/server@sha256:s", "sha256:st7");

    public static readonly EvaluationResult Good = new(
        EvaluationOutcome.Pass, "auc 0.71, better by 0.01", [], [], [], "report.json", "sha256:report");

    public static readonly JobPlan JobPlan = new(
        TimeSpan.FromHours(1), EvictionRetries: 2, OutOfMemoryRetries: 1, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4));

    public static readonly ApprovalPlan Approval = new(
        ApprovalWhen.Always, 1, ["ml-leads"], RemindAfter: TimeSpan.FromHours(4), ExpiresAfter: TimeSpan.FromHours(10));

    public static readonly RolloutPlan Rollout = new(
        "flights",
        [new(0, TimeSpan.FromMinutes(5), 0), new(10, TimeSpan.FromMinutes(5), 0), new(100, TimeSpan.FromMinutes(5), 0)],
        [new("errors", JudgeKind.Proportion, "failed", 0.005, 0.05, 0)],
        0.05, 0.05, 250, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), 1, WhenStuck.RollBack,
        TimeSpan.FromMinutes(5), WhenStuck.RollBack, TimeSpan.FromMinutes(10), TimeSpan.FromHours(1));

    public static readonly RunPlan Plan = new(
        new(OnDoubt.Quarantine, TimeSpan.FromDays(14)), JobPlan, JobPlan with { OutOfMemoryRetries = 0 }, Approval, Rollout);

    public static Run RunOf(string id, string dataset) => new(
        id, "flights", new($"sha256:{dataset}", dataset, $"{dataset}.json", 3, 1_500_000),
        new("sha256:pi", "sha256:en", "sha256:po"), new("data"), 1, Start);

    public static ValidationResult Data(DataVerdict verdict) => new(
        verdict, verdict == DataVerdict.Pass ? "all is well" : "delay is null in 40 % of rows", 1000, 12, 0, "data.json",
        "data.html", verdict == DataVerdict.Quarantine ? null : Split);

    public static JobResult Done(JobOutput? output = null) => new(
        true, JobCause.None, "done", 1, output ?? Model, "job-1", TimeSpan.FromMinutes(3));

    public static JobResult NotDone(JobCause cause, string message) => new(
        false, cause, message, 1, null, "job-1", TimeSpan.FromMinutes(3));

    public static ApprovalView View(ApprovalState state, string explanation = "ada agreed") => new(
        "approval", state, 1, state == ApprovalState.Approved ? ["ada"] : [], explanation, 2);
}
