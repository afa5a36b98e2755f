using System.Diagnostics;
using System.Globalization;
using Landfall.Local.Host.Processes;
using Microsoft.Extensions.Time.Testing;

namespace Landfall.Host.Tests;

public sealed class LifeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("landfall-life-").FullName;

    [Fact]
    [Trait("Protocol", "1.3")]
    public void A_handler_left_behind_is_ended_at_the_next_start()
    {
        using var orphan = Process.Start(new ProcessStartInfo("sleep", "60") { UseShellExecute = false })!;
        new PidFile(_folder).Add("Probe", orphan);
        Assert.Equal(1, new PidFile(_folder).EndOrphans());
        Assert.True(orphan.WaitForExit(TimeSpan.FromSeconds(60)));
        Assert.Equal(0, new PidFile(_folder).EndOrphans());
    }

    [Fact]
    public void A_foreign_process_that_got_the_same_id_is_left_alone()
    {
        using var foreign = Process.Start(new ProcessStartInfo("sleep", "60") { UseShellExecute = false })!;
        var earlier = foreign.StartTime.ToUniversalTime().AddHours(-1).ToString("o", CultureInfo.InvariantCulture);
        File.WriteAllText(
            Path.Combine(_folder, "handlers.json"),
            $$"""[{"App":"Probe","Id":{{foreign.Id}},"Started":"{{earlier}}"}]""");
        Assert.Equal(0, new PidFile(_folder).EndOrphans());
        Assert.False(foreign.HasExited);
        foreign.Kill();
    }

    [Fact]
    [Trait("Protocol", "1.3")]
    public void The_faithful_rule_is_the_recorded_one()
    {
        var clock = new FakeTimeProvider();
        var rule = new RestartRule(faithful: true, clock);
        Assert.Equal(TimeSpan.Zero, rule.After(1));
        Assert.Equal(TimeSpan.Zero, rule.After(137));
        for (var i = 0; i < 5; i++) Assert.Equal(TimeSpan.Zero, rule.After(200));
        Assert.Null(rule.After(1));
        Assert.Null(new RestartRule(faithful: true, clock).After(0));

        var patient = new RestartRule(faithful: true, clock);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(TimeSpan.Zero, patient.After(1));
            clock.Advance(TimeSpan.FromMinutes(31));
        }
    }

    [Fact]
    [Trait("Protocol", "1.3")]
    public void The_development_rule_pauses_longer_each_time_and_never_gives_up()
    {
        var rule = new RestartRule(faithful: false, new FakeTimeProvider());
        var pauses = Enumerable.Range(0, 20).Select(_ => rule.After(0)!.Value).ToList();
        Assert.Equal(TimeSpan.Zero, pauses[0]);
        Assert.Equal(pauses.Order(), pauses);
        Assert.Equal(TimeSpan.FromSeconds(15), pauses[^1]);
    }

    /// <summary>Ten handlers that start at once on a busy machine were ended after 30 s each, over and over.</summary>
    [Fact]
    public void Only_the_faithful_rule_ends_a_handler_that_starts_slowly_on_a_busy_machine()
    {
        Assert.Equal(TimeSpan.FromSeconds(30), new RestartRule(faithful: true, new FakeTimeProvider()).StartsWithin);
        Assert.Equal(TimeSpan.FromMinutes(3), new RestartRule(faithful: false, new FakeTimeProvider()).StartsWithin);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
