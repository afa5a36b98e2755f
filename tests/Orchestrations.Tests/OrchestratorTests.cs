using Landfall.Orchestrations.Tests.Replays;

namespace Landfall.Orchestrations.Tests;

/// <summary>
/// Plays one orchestrator: activities and children for which an answer is set are answered, oldest first, until something
/// is open that has none. However a test ends, its history is then replayed turn by turn, twice.
/// </summary>
public abstract class OrchestratorTests : IDisposable
{
    private readonly Type orchestrator;
    private readonly Dictionary<string, Func<object?>> answers = [];

    protected OrchestratorTests(Type orchestrator, string instance)
    {
        this.orchestrator = orchestrator;
        Play = OrchestrationTestHarness.For(orchestrator, instance);
    }

    protected OrchestrationTestHarness Play { get; }

    /// <summary>What was answered, in order.</summary>
    protected List<string> Called { get; } = [];

    public void Dispose()
    {
        Recording.Of(orchestrator, Play).Replays();
        GC.SuppressFinalize(this);
    }

    protected void Answer(string name, object? result) => answers[name] = () => result;

    /// <param name="answer">From the input to the result, or to the exception it fails with.</param>
    protected void Answer<T>(string name, Func<T, object?> answer) => answers[name] = () => answer(Play.InputOf<T>(name)!);

    /// <summary>From now on the test answers it.</summary>
    protected void HoldBack(string name) => answers.Remove(name);

    protected void Go(object? input = null)
    {
        if (Play.Status == OrchestrationRuntimeStatus.Pending)
            Play.Start(input);

        while (IsRunning && NextAnswerable() is var (name, isChild))
            Give(name, isChild);
    }

    /// <summary>Fires timers and answers until there is nothing to wait for.</summary>
    protected void GoToTheEnd(int timersAtMost = 500)
    {
        Go();
        for (var fired = 0; IsRunning; fired++)
        {
            Assert.True(fired < timersAtMost, $"It is still running after {fired} timers. Called: {string.Join(", ", Called.TakeLast(8))}.");
            Play.FireNextTimer();
            Go();
        }
    }

    /// <summary>An event, and what follows from it.</summary>
    protected void Raise(string name, object payload)
    {
        Play.RaiseEvent(name, payload);
        Go();
    }

    protected void Keep(string version = "1.0") => Recording.Of(orchestrator, Play).Keep(version);

    protected void Replays() => Recording.Of(orchestrator, Play).Replays();

    private bool IsRunning => Play.Status == OrchestrationRuntimeStatus.Running;

    private (string Name, bool IsChild)? NextAnswerable()
    {
        if (Play.OpenActivities.FirstOrDefault(answers.ContainsKey) is { } activity)
            return (activity, false);
        return Play.OpenChildren.FirstOrDefault(answers.ContainsKey) is { } child ? (child, true) : null;
    }

    private void Give(string name, bool isChild)
    {
        Called.Add(name);
        _ = (answers[name](), isChild) switch
        {
            (Exception failure, true) => Play.FailChild(name, failure),
            (Exception failure, false) => Play.FailActivity(name, failure),
            (var result, true) => Play.CompleteChild(name, result),
            var (result, _) => Play.CompleteActivity(name, result),
        };
    }
}
