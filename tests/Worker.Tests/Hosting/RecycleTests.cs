using System.Diagnostics;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Landfall.Worker.Tests.Hosting;

/// <summary>A host that starts over in its own process leaves the old handler beside the new one (facts: worker process).</summary>
public sealed class RecycleTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly ApplicationLifetime _life = new(NullLogger<ApplicationLifetime>.Instance);
    private readonly Beside _beside = new();
    private readonly Traffic _traffic;
    private readonly RecycleWatch _watch;

    public RecycleTests()
    {
        _traffic = new Traffic(_time);
        _watch = new RecycleWatch(_life, _time, NullLogger<RecycleWatch>.Instance, _beside, _traffic);
    }

    private bool HasEnded => _life.ApplicationStopping.IsCancellationRequested;

    public void Dispose()
    {
        _watch.Dispose();
        Environment.ExitCode = 0;   // the watch set it for this process, which is none of a host's
    }

    [Fact]
    [Trait("Protocol", "1.3")]
    public async Task The_old_handler_ends_when_another_has_its_place_and_nothing_comes_any_more()
    {
        await _watch.StartAsync(TestContext.Current.CancellationToken);
        Pass(TimeSpan.FromHours(1));
        Assert.False(HasEnded);   // idle, but the only one

        _beside.Other = 4711;
        await End();

        Assert.Equal(200, Environment.ExitCode);   // started again and uncounted, should the host miss it after all
    }

    [Fact]
    [Trait("Protocol", "1.3")]
    public async Task It_goes_on_while_it_is_asked()
    {
        _beside.Other = 4711;
        await _watch.StartAsync(TestContext.Current.CancellationToken);
        var answer = new TaskCompletionSource();
        var call = _traffic.Count(() => answer.Task);
        Pass(TimeSpan.FromHours(1));
        Assert.False(HasEnded);

        answer.SetResult();
        await call;
        Pass(RecycleWatch.QuietFor / 2);
        await _traffic.Count(() => Task.CompletedTask);
        Pass(RecycleWatch.QuietFor / 2);

        Assert.False(HasEnded);
        await End();
    }

    [Fact]
    [Trait("Protocol", "1.3")]
    public void The_later_process_of_the_same_program_and_parent_is_the_successor()
    {
        if (!OperatingSystem.IsLinux())
            return;   // there is no /proc to look into

        using var other = Process.Start("sleep", "61");
        using var old = Process.Start("sleep", "60");
        using var next = Process.Start("sleep", "60");
        try
        {
            Assert.Equal(next.Id, Siblings.SuccessorOf(old.Id));
            Assert.Null(Siblings.SuccessorOf(next.Id));
            Assert.Null(Siblings.SuccessorOf(other.Id));
        }
        finally
        {
            foreach (var process in new[] { other, old, next })
                process.Kill();
        }
    }

    private Task End() => Eventually.True(
        () =>
        {
            Pass(TimeSpan.FromSeconds(10));
            return HasEnded;
        },
        "the end of the old handler");

    private void Pass(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed <= time; passed += TimeSpan.FromSeconds(10))
            _time.Advance(TimeSpan.FromSeconds(10));
    }

    private sealed class Beside : Siblings
    {
        public int? Other { get; set; }

        public override int? Successor() => Other;
    }
}
