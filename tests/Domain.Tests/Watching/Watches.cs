using Landfall.Contracts;
using Landfall.Contracts.Agent;
using Landfall.Domain.Serving;
using Landfall.Domain.Watching;

namespace Landfall.Domain.Tests.Watching;

/// <summary>One champion, and looks at it.</summary>
internal static class Watches
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    public static readonly ModelVersionRef Six = new("flights", 6, "sha256:m6", "server", "sha256:s6");
    public static readonly ModelVersionRef Seven = new("flights", 7, "sha256:m7", "server", "sha256:s7");

    public static readonly Run Run = new(
        "flights-1", "flights", new("sha256:d", "2026-02", "d.json", 3, 1_000), new("sha256:p", "sha256:e", "sha256:o"), new("data"), 1,
        Start);

    public static WatchPlan Plan(
        WatchAction onDrift = WatchAction.Alert, WatchAction onErrors = WatchAction.Alert, int consecutive = 3) => new(
        Every, new(0.25, 500, consecutive, onDrift), new(0.05, 100, consecutive, onErrors), TimeSpan.FromDays(1));

    public static WatchReading Reading(WatchOutcome outcome) =>
        new(outcome, outcome == WatchOutcome.Unknown ? null : 0.3, 0.25, 600, $"{outcome}");

    public static WatchLook Look(
        DateTimeOffset at, WatchOutcome drift = WatchOutcome.Calm, WatchOutcome errors = WatchOutcome.Calm, WatchPlan? plan = null,
        ModelVersionRef? champion = null) => new(
        at, plan ?? Plan(), champion ?? Seven, Start, Run, Reading(drift), Reading(errors), WatchCounters.Empty);

    /// <summary>One look after the other, five minutes apart.</summary>
    /// <returns>What was to be done at each.</returns>
    public static List<IReadOnlyList<WatchEffect>> Play(WatchPlan plan, params (WatchOutcome Drift, WatchOutcome Errors)[] looks)
    {
        var (state, at, done) = (new WatchState("flights"), Start, new List<IReadOnlyList<WatchEffect>>());
        foreach (var (drift, errors) in looks)
        {
            var decision = WatchMachine.Next(state, Look(at, drift, errors, plan));
            (state, at) = (decision.State, at + Every);
            done.Add(decision.Effects);
        }

        return done;
    }

    public static PodReading Pod(
        string name, long clusters = 0, long bad = 0, int restarts = 0, AnswerLog? answers = null, string stratum = "4.1",
        DateTimeOffset? started = null, bool mirror = false) => new(
        name, Seven, true, restarts,
        new(
            "v7", name, started ?? Start, Start, 0, clusters,
            [
                new(
                    stratum, mirror, clusters, clusters, new Dictionary<string, AgentMeasure> { ["failed"] = new(bad, bad) },
                    new(1, 2, 3)),
            ]),
        answers);

    public static PredictionLogEntry Answer(
        long seq, double[]? scores = null, string[]? labels = null, bool mirror = false, int status = 200,
        DateTimeOffset? at = null) => new(
        seq, $"r{seq}", at ?? Start, "v7", "4.1", mirror, 3, status, labels, scores, null);

    public static AnswerLog Log(string pod, params PredictionLogEntry[] entries) => new($"{pod}|0", entries, 0);
}
