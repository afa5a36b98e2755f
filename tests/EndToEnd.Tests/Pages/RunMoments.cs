using Landfall.Contracts;

namespace Landfall.EndToEnd.Tests.Pages;

/// <summary>One pipeline's runs at the moments people look at them, with the numbers of a real demo.</summary>
internal static class RunMoments
{
    public static DateTimeOffset Now { get; } = new(2026, 3, 29, 0, 30, 0, TimeSpan.Zero);

    public const string Promoted = "flights-delay-0a1b2c3d4e5f";
    public const string RolledBack = "flights-delay-1b2c3d4e5f60";
    public const string Rejected = "flights-delay-2c3d4e5f6071";
    public const string Quarantined = "flights-delay-3d4e5f607182";
    public const string Asking = "flights-delay-4e5f60718293";
    public const string RollingOut = "flights-delay-5f60718293a4";
    public const string Quiet = "flights-delay-60718293a4b5";
    public const string Training = "flights-delay-718293a4b5c6";
    public const string Failed = "flights-delay-8293a4b5c6d7";
    public const string Hostile = "flights-delay-93a4b5c6d7e8";

    public const string HostileText = "<script>alert('x')</script><img src=x onerror=alert(1)>\u202Egnp.exe";

    public static EvaluationResult Evaluation { get; } = new(
        EvaluationOutcome.Pass, "auc 0.6412 (0.6382 to 0.6442), champion 0.6361: better by 0.0051 (0.0012 to 0.0090).",
        [
            new("auc", 0.6412, 0.6382, 0.6442, 0.6361, 0.0051, 0.0012, 0.0090),
            new("logLoss", 0.4871, 0.4840, 0.4902, 0.4893, -0.0022, -0.0041, -0.0003),
            new("falsePositiveRate", 0.1210, 0.1188, 0.1232, 0.1181, 0.0029, -0.0004, 0.0062),
        ],
        [
            new("auc at least 0.58", GateOutcome.Pass, "auc is 0.6412; its lower 95 % bound 0.6382 reaches the minimum 0.58."),
            new("auc against the champion", GateOutcome.Pass,
                "auc changes by +0.0051 against the champion on the same rows; at 95 % confidence it is better by at least 0.0012, and 0.02 is allowed."),
            new("falsePositiveRate by origin", GateOutcome.Ask,
                "origin = ORD has falsePositiveRate 0.1402 in 5,312 rows against 0.1210 over all; the limit is 0.02."),
        ],
        ["origin = ORD: falsePositiveRate changes by +0.011 (0.002 to 0.020) in 5,312 rows"], "evaluation.json", Digest('9'));

    public static JudgeReading Safe { get; } = new(
        "errors", JudgeOutcome.Safe, 0.4, 40, 31.7, 20, "candidate 0.3 % of 1,204, champion 0.2 % of 10,880 (allowed +2 points)",
        new(new(4, 1204), new(22, 10_880), 0.02));

    public static JudgeReading Undecided { get; } = new(
        "slow", JudgeOutcome.Undecided, 1.8, 40, 6.1, 20, "candidate 2.9 % of 1,204, champion 2.2 % of 10,880 (allowed +5 points)",
        new(new(35, 1204), new(239, 10_880), 0.05));

    public static JudgeReading Harm { get; } = new(
        "slow", JudgeOutcome.Harm, 91244.2, 40, 0.02, 20,
        "candidate 98.4 % of 184, champion 0.3 % of 1,702 (allowed +5 points)", new(new(181, 184), new(5, 1702), 0.05));

    public static JudgeReading Unknown { get; } = new(
        "disagreement", JudgeOutcome.Unknown, 0, 40, null, null, "no pair of answers was read for 12 s");

    public static Run Run(string id, string dataset) => new(
        id, "flights-delay", new(Digest(id[^1]), dataset, "manifest.json", 3, 4_211_000),
        new(Digest('b'), Digest('c'), Digest('d'), Digest('e')), new("data"), 1, Now.AddMinutes(-40));

    public static ModelVersionRef Version(int number) => new(
        "flights-delay", number, Digest((char)('0' + number)), $"registry.local/flights-server@{Digest('7')}", Digest('f'));

    public static ApprovalQuestion Question(string run, int quorum = 1)
    {
        var id = Orchestrators.ApprovalId(run);
        var request = new ApprovalRequest(
            id, Run(run, "monthly/2001-04"), Version(7), Version(6), Evaluation,
            new(ApprovalWhen.Always, quorum, ["ml-leads"], TimeSpan.FromHours(4), TimeSpan.FromDays(3)),
            "511,502 rows in 3 files, 12 checks, 1 note: an impossible delay left out of 4 rows");
        var asked = Now.AddMinutes(-14);
        return new(request, new(id, asked, asked.AddDays(3), Domain.Approvals.ApprovalEvidence.Digest(request), ["anna", "bo"]));
    }

    public static string Digest(char of) => "sha256:" + new string(of, 64);
}
