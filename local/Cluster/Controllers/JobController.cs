using System.Text.Json.Nodes;
using Landfall.Local.Cluster.Api;
using Landfall.Local.Cluster.Kinds;

namespace Landfall.Local.Cluster.Controllers;

/// <summary>
/// Runs Jobs through the recorded order of states: a pod's end is first noted as uncounted together with the criterion
/// (SuccessCriteriaMet, FailureTarget), then its finalizer goes, then it is counted and, once no pod lives, Complete or
/// Failed is written.
/// </summary>
internal sealed class JobController(ControllerContext context) : Reconciler(context)
{
    public const string Tracking = "batch.kubernetes.io/job-tracking";
    private static readonly TimeSpan _firstDelay = TimeSpan.FromSeconds(10);

    protected override ApiKind Kind => KindTable.Job;

    protected override TimeSpan? Reconcile(string ns, string name)
    {
        var job = Store.Get(Kind, ns, name);
        if (job is null)
        {
            ReleaseOrphans(ns);
            return null;
        }
        var pods = Store.List(KindTable.Pod, ns).Items.Where(pod => PodMaker.OwnedBy(pod, job)).ToList();
        if (job.IsTrue("Complete") || job.IsTrue("Failed"))
        {
            Release(pods);
            return Expire(job);
        }
        if (job.IsDying())
        {
            Release(pods.Where(Ended));
            return null;
        }
        return Advance(job, pods);
    }

    private TimeSpan? Advance(JsonObject job, List<JsonObject> pods)
    {
        var fresh = pods.Where(pod => Tracked(pod) && Ended(pod)).ToList();
        var pending = Uncounted(job, "succeeded").Concat(Uncounted(job, "failed")).ToHashSet();
        var unknown = fresh.Where(pod => !pending.Contains(pod.Uid())).ToList();
        var good = unknown.Where(pod => pod.Text("status", "phase") == "Succeeded").ToList();
        var ignored = unknown.Where(pod => PodFailure.ByPolicy(job, pod) is { Action: "Ignore" }).ToList();
        var bad = unknown.Except(good).Except(ignored).ToList();
        var suspended = job.Flag("spec", "suspend");
        var live = pods.Where(pod => !Ended(pod) && !pod.IsDying()).ToList();
        var succeeded = (job.Number("status", "succeeded") ?? 0) + Uncounted(job, "succeeded").Count() + good.Count;
        var failed = (job.Number("status", "failed") ?? 0) + Uncounted(job, "failed").Count() + bad.Count;
        var verdict = Standing(job) ?? JobVerdict.Decide(job, pods,
            new JobCounts(live.Count, 0, 0, succeeded, failed), Now);

        if (verdict is not null || suspended)
        {
            foreach (var pod in live)
                Stop(job, pod, verdict, bad);
            fresh.AddRange(live);
            live = [];
        }
        else
        {
            var wait = RetryDelay(job, pods, failed);
            if (wait > TimeSpan.Zero && live.Count < Wanted(job, succeeded))
            {
                Note(job, pods, live, good, bad, verdict, suspended);
                Count(job, fresh);
                return Next(job) is { } deadline && deadline < wait ? deadline : wait;
            }
            while (live.Count < Wanted(job, succeeded) && !pods.Exists(pod => pod.IsDying() && ReplaceOnlyWhenGone(job)))
                live.Add(PodMaker.Create(Context, job, Tracking));
        }
        Note(job, pods, live, good, bad, verdict, suspended);
        Count(job, fresh);
        return Next(job);
    }

    // First write: what ended and where the Job is heading. It is on disk before any finalizer goes.
    private void Note(JsonObject job, List<JsonObject> pods, List<JsonObject> live, List<JsonObject> good, List<JsonObject> bad,
        JobVerdict? verdict, bool suspended)
    {
        var terminating = pods.Count(pod => !Ended(pod)
            && (pod.IsDying() || Store.Get(KindTable.Pod, pod.Namespace(), pod.Name())?.IsDying() == true));
        Write(job, status =>
        {
            if (suspended)
                Suspend(status);
            else
                Resume(status);
            Put(status, "active", live.Count);
            status["ready"] = live.Count(pod => pod.IsTrue("Ready"));
            status["terminating"] = terminating;
            var uncounted = status.Child("uncountedTerminatedPods");
            Append(uncounted, "succeeded", good);
            Append(uncounted, "failed", bad);
            if (verdict is not null)
                Add(status, verdict.Condition, verdict.Reason, verdict.Message);
        });
    }

    // Second write: the ended pods let go, counted, and the end of the Job when nothing of it lives.
    private void Count(JsonObject job, List<JsonObject> ended)
    {
        Release(ended);
        var current = Store.Get(Kind, job.Namespace(), job.Name());
        if (current is null)
            return;
        var alive = Store.List(KindTable.Pod, job.Namespace()).Items.Any(pod => PodMaker.OwnedBy(pod, job) && (!Ended(pod) || pod.IsDying()));
        var uncounted = Uncounted(current, "succeeded").Any() || Uncounted(current, "failed").Any();
        if (!uncounted && (Standing(current) is null || alive))
            return;
        var written = Write(job, status =>
        {
            var lists = status.Child("uncountedTerminatedPods");
            foreach (var name in (string[])["succeeded", "failed"])
            {
                Put(status, name, (status.Number(name) ?? 0) + lists.Texts(name).Count());
                lists.Remove(name);
            }
            if (alive || StandingOf(status) is not { } verdict)
                return;
            Put(status, "active", 0);
            status["terminating"] = 0;
            Add(status, verdict.Success ? "Complete" : "Failed", verdict.Reason, verdict.Message);
            if (verdict.Success)
                status["completionTime"] = Context.Writer.Now;
        });
        if (written.IsTrue("Complete"))
            Context.Events.Normal(written, "Completed", "Job completed", "job-controller");
        else if (written.Condition("Failed") is { } end)
            Context.Events.Warning(written, end.Text("reason")!, end.Text("message")!, "job-controller");
    }

    private void Stop(JsonObject job, JsonObject pod, JobVerdict? verdict, List<JsonObject> bad)
    {
        PodMaker.Delete(Context, pod);
        Context.Events.Normal(job, "SuccessfulDelete", $"Deleted pod: {pod.Name()}", "job-controller");
        // A pod stopped by the Job's own failure counts at once, as recorded; a suspended one does not count.
        if (verdict is { Success: false } && !Uncounted(job, "failed").Contains(pod.Uid()))
            bad.Add(pod);
    }

    // When the deadline falls between two looks at the clock, the next look is at once rather than never.
    private TimeSpan? Next(JsonObject job)
    {
        var current = Store.Get(Kind, job.Namespace(), job.Name());
        if (current?.Time("status", "startTime") is not { } start || Standing(current) is not null
            || job.Number("spec", "activeDeadlineSeconds") is not { } seconds)
        {
            return null;
        }
        var left = start.AddSeconds(seconds) - Now;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private TimeSpan? Expire(JsonObject job)
    {
        if (job.IsDying() || job.Number("spec", "ttlSecondsAfterFinished") is not { } ttl)
            return null;
        var end = (job.Condition("Complete") ?? job.Condition("Failed")).Time("lastTransitionTime")!.Value.AddSeconds(ttl);
        if (end > Now)
            return end - Now;
        Context.Deleter.Delete(Kind, job.Namespace(), job.Name(), new DeleteOptions("Foreground", null, job.Uid(), null, false));
        return null;
    }

    private TimeSpan RetryDelay(JsonObject job, List<JsonObject> pods, int failed)
    {
        var ends = pods.Where(pod => Ended(pod) && pod.Text("status", "phase") != "Succeeded").Select(EndOf).ToList();
        if (ends.Count == 0)
            return TimeSpan.Zero;
        var doublings = Math.Clamp(failed - 1, 0, 6);
        var delay = TimeSpan.FromSeconds(Math.Min(600, _firstDelay.TotalSeconds * Math.Pow(2, doublings)));
        return ends.Max() + delay - Now;
    }

    private static DateTimeOffset EndOf(JsonObject pod) =>
        pod.Items("status", "containerStatuses").Concat(pod.Items("status", "initContainerStatuses"))
            .Select(status => status.Time("state", "terminated", "finishedAt")).Where(time => time is not null).Max()
        ?? pod.Time("metadata", "deletionTimestamp") ?? pod.Time("metadata", "creationTimestamp")!.Value;

    private static int Wanted(JsonObject job, int succeeded) => Math.Min(job.Number("spec", "parallelism") ?? 1,
        job.Number("spec", "completions") is { } completions ? Math.Max(0, completions - succeeded)
        : succeeded > 0 ? 0 : int.MaxValue);

    private static bool ReplaceOnlyWhenGone(JsonObject job) => job.Text("spec", "podReplacementPolicy") == "Failed";

    private void Suspend(JsonObject status)
    {
        if (status.Items("conditions").FirstOrDefault(c => c.Text("type") == "Suspended").Text("status") != "True")
            Set(status, "Suspended", "True", "JobSuspended", "Job suspended");
        status.Remove("startTime");
    }

    private void Resume(JsonObject status)
    {
        if (status.Items("conditions").FirstOrDefault(c => c.Text("type") == "Suspended").Text("status") == "True")
            Set(status, "Suspended", "False", "JobResumed", "Job resumed");
        status.Default("startTime", Context.Writer.Now);
    }

    private void Add(JsonObject status, string type, string reason, string message)
    {
        if (!status.Items("conditions").Any(condition => condition.Text("type") == type))
            Set(status, type, "True", reason, message);
    }

    private void Set(JsonObject status, string type, string value, string reason, string message)
    {
        status.Default("conditions", new JsonArray());
        var list = status["conditions"]!.AsArray();
        if (list.FirstOrDefault(condition => condition.Text("type") == type) is { } old)
            list.Remove(old);
        list.Add(new JsonObject
        {
            ["type"] = type,
            ["status"] = value,
            ["lastProbeTime"] = Context.Writer.Now,
            ["lastTransitionTime"] = Context.Writer.Now,
            ["reason"] = reason,
            ["message"] = message,
        });
    }

    private static JobVerdict? Standing(JsonObject job) => StandingOf(job["status"] as JsonObject);

    private static JobVerdict? StandingOf(JsonObject? status) => status.Items("conditions")
        .Where(condition => condition.Text("type") is "SuccessCriteriaMet" or "FailureTarget")
        .Select(condition => new JobVerdict(condition.Text("type")!, condition.Text("reason")!, condition.Text("message")!))
        .FirstOrDefault();

    private JsonObject Write(JsonObject job, Action<JsonObject> edit) => Context.Writer.Update(
        Kind, job.Namespace(), job.Name(), WriteContext.Internal with { Subresource = "status" }, target =>
        {
            edit(target.Child("status"));
            return target;
        }).Object;

    private void Release(IEnumerable<JsonObject> pods)
    {
        foreach (var pod in pods.Where(Tracked))
        {
            Store.Change(new Store.ObjectKey(KindTable.Pod, pod.Namespace(), pod.Name()), present =>
            {
                if (present is null || present.Uid() != pod.Uid())
                    return present;
                var rest = present.Texts("metadata", "finalizers").Where(name => name != Tracking).ToArray();
                present.Child("metadata").Remove("finalizers");
                if (rest.Length > 0)
                    present.Child("metadata")["finalizers"] = new JsonArray([.. rest.Select(name => JsonValue.Create(name))]);
                return ObjectWriter.Gone(KindTable.Pod, present) ? null : present;
            });
        }
    }

    // Pods whose Job is gone altogether need no counting any more.
    private void ReleaseOrphans(string ns) => Release(Store.List(KindTable.Pod, ns).Items.Where(pod => Tracked(pod)
        && !pod.Items("metadata", "ownerReferences").Any(owner => owner.Text("kind") == "Job"
            && Store.Get(Kind, ns, owner.Text("name")!)?.Uid() == owner.Text("uid"))));

    // A pod that was removed by force leaves no phase behind: it ended when its grace was over.
    private static bool Ended(JsonObject pod) => pod.Text("status", "phase") is "Succeeded" or "Failed"
        || (pod.IsDying() && pod.Number("metadata", "deletionGracePeriodSeconds") == 0);

    private static bool Tracked(JsonObject pod) => pod.Texts("metadata", "finalizers").Contains(Tracking);

    private static IEnumerable<string> Uncounted(JsonObject job, string list) =>
        job.Texts("status", "uncountedTerminatedPods", list);

    private static void Append(JsonObject uncounted, string name, List<JsonObject> pods)
    {
        var all = uncounted.Texts(name).Concat(pods.Select(pod => pod.Uid())).Distinct().ToArray();
        if (all.Length > 0)
            uncounted[name] = new JsonArray([.. all.Select(uid => JsonValue.Create(uid))]);
    }

    private static void Put(JsonObject status, string name, int count)
    {
        if (count == 0)
            status.Remove(name);
        else
            status[name] = count;
    }
}
