using Landfall.Domain.Registry;
using Landfall.Domain.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Landfall.Adapters.Tests.Registry;

public sealed class AliasTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider time = new(Noon);
    private readonly RegistryBench bench;

    public AliasTests() => bench = new() { Time = time };

    [Fact]
    public async Task A_model_that_was_never_promoted_has_no_champion()
    {
        await bench.Register("run-a");

        Assert.Null(await bench.Registry().ReadAlias(RegistryBench.Model, "champion", default));
    }

    [Fact]
    public async Task The_history_tells_who_was_champion_at_any_time()
    {
        var (one, two) = (await bench.Register("run-a"), await bench.Register("run-b"));
        await bench.Registry().MoveAlias(RegistryBench.Promote(one, null, "run-a"), default);
        time.Advance(TimeSpan.FromHours(2));
        await bench.Registry().MoveAlias(RegistryBench.Promote(two, 1, "run-b"), default);

        var history = await bench.Reader.History(RegistryBench.Model, "champion", default);

        Assert.Null(AliasHistory.At(history, Noon.AddSeconds(-1)));
        Assert.Equal(1, AliasHistory.At(history, Noon.AddHours(1))!.To.Number);
        Assert.Equal(2, AliasHistory.At(history, Noon.AddHours(3))!.To.Number);
    }

    [Fact]
    public async Task A_repeat_is_a_success_and_moves_nothing()
    {
        var one = await bench.Register("run-a");
        await bench.Registry().MoveAlias(RegistryBench.Promote(one, null, "run-a"), default);
        await bench.Registry().MoveAlias(RegistryBench.Promote(one, null, "run-a"), default);

        Assert.Single(await bench.Reader.History(RegistryBench.Model, "champion", default));
    }

    [Fact]
    public async Task A_late_repeat_does_not_undo_what_came_after()
    {
        var (one, two) = (await bench.Register("run-a"), await bench.Register("run-b"));
        await bench.Registry().MoveAlias(RegistryBench.Promote(one, null, "run-a"), default);
        await bench.Registry().MoveAlias(RegistryBench.Promote(two, 1, "run-b"), default);
        await bench.Registry().MoveAlias(new("champion", one, 2, "run-c", "back"), default);

        await bench.Registry().MoveAlias(RegistryBench.Promote(two, 1, "run-b"), default);

        Assert.Equal(1, (await bench.Registry().ReadAlias(RegistryBench.Model, "champion", default))!.To.Number);
    }

    [Fact]
    public async Task Who_expected_another_champion_is_told_who_moved_it()
    {
        var (one, two) = (await bench.Register("run-a"), await bench.Register("run-b"));
        await bench.Registry().MoveAlias(RegistryBench.Promote(one, null, "run-a"), default);

        var refusal = await Assert.ThrowsAsync<TerminalFailure>(
            () => bench.Registry().MoveAlias(RegistryBench.Promote(two, null, "run-b"), default));

        Assert.Contains("moved by run run-a", refusal.Message);
        Assert.Contains("v1", refusal.Message);
    }

    [Fact]
    public async Task A_sealed_version_never_becomes_champion()
    {
        var one = await bench.Register("run-a");
        await bench.Registry().Seal(new(one, "run-a", "harm at 10 %"), default);
        await bench.Registry().Seal(new(one, "run-a", "harm at 10 %, again"), default);

        var refusal = await Assert.ThrowsAsync<TerminalFailure>(
            () => bench.Registry().MoveAlias(RegistryBench.Promote(one, null, "run-b"), default));

        Assert.Contains("harm at 10 %", refusal.Message);
        Assert.Equal("harm at 10 %", (await bench.Reader.SealOf(RegistryBench.Model, 1, default))!.Reason);
    }

    [Fact]
    public async Task A_version_that_was_never_completed_gets_no_alias()
    {
        var one = await bench.Register("run-a");

        var refusal = await Assert.ThrowsAsync<TerminalFailure>(
            () => bench.Registry().MoveAlias(RegistryBench.Promote(one with { Number = 2 }, null, "run-a"), default));

        Assert.Contains("is not in the registry", refusal.Message);
    }

    [Fact]
    public async Task An_entry_that_a_crash_left_out_is_made_up_by_the_next_move()
    {
        var (one, two) = (await bench.Register("run-a"), await bench.Register("run-b"));
        await bench.Registry().MoveAlias(RegistryBench.Promote(one, null, "run-a"), default);
        bench.Blobs.Delete(RegistryPaths.History(RegistryBench.Model, "champion", 1));

        await bench.Registry().MoveAlias(RegistryBench.Promote(two, 1, "run-b"), default);

        var history = await bench.Reader.History(RegistryBench.Model, "champion", default);
        Assert.Equal([1, 2], history.Select(entry => entry.To.Number));
    }

    [Fact]
    public async Task Of_many_moves_from_the_same_place_one_is_made()
    {
        var versions = new List<Contracts.ModelVersionRef>();
        for (var n = 0; n < 10; n++)
            versions.Add(await bench.Register($"run-{n}"));

        var moves = versions.Select(version => Task.Run(async () =>
        {
            try
            {
                await bench.Registry().MoveAlias(RegistryBench.Promote(version, null, $"run-{version.Number}"), default);
                return true;
            }
            catch (TerminalFailure)
            {
                return false;
            }
        }));

        Assert.Single(await Task.WhenAll(moves), moved => moved);
    }
}
