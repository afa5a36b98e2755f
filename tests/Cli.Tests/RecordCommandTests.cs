using System.Net;
using System.Text.Json;
using Landfall.Contracts;
using Landfall.Domain.Records;
using Landfall.Signing;

namespace Landfall.Cli.Tests;

/// <summary>What `landfall record verify` says of a file, offline, whatever was done to it and wherever.</summary>
public sealed class RecordCommandTests : IDisposable
{
    private const string Run = "flights-delay-3f9a1c2b4d5e";
    private const int Length = 12;

    private readonly TestPlatform _platform = new();
    private readonly LocalSigner _signer = LocalSigner.Create();

    public void Dispose() => _platform.Dispose();

    [Fact]
    public async Task A_record_that_nobody_touched_verifies_offline_and_names_its_key()
    {
        Assert.Equal(0, await Verify(await Whole()));
        Assert.Contains($"12 entries, intact, signed by {_signer.KeyId[..12]}", _platform.Output, StringComparison.Ordinal);
        Assert.Empty(_platform.Requests);
    }

    [Fact]
    public async Task A_changed_entry_is_named_at_every_position()
    {
        for (var at = 1; at <= Length; at++)
        {
            await Fails(entries => Change(entries, at, entry => entry with { Fact = entry.Fact with { Summary = "nothing happened" } }), $"entry {at} was changed");
            await Fails(entries => Change(entries, at, entry => entry with { Fact = entry.Fact with { By = "mallory" } }), $"entry {at} was changed");
            await Fails(entries => Change(entries, at, entry => entry with { Fact = entry.Fact with { At = entry.Fact.At.AddTicks(1) } }), $"entry {at} was changed");
            await Fails(entries => Change(entries, at, entry => entry with { Fact = entry.Fact with { Inputs = null } }), $"entry {at} was changed");
        }
    }

    [Fact]
    public async Task A_changed_entry_with_a_hash_of_its_own_is_named_with_the_one_that_does_not_follow()
    {
        for (var at = 1; at <= Length; at++)
        {
            await Fails(
                entries => Change(entries, at, entry => Rehashed(entry with { Fact = entry.Fact with { By = "mallory" } })),
                at == Length ? $"entry {Length} is not the one the signed head names" : $"entry {at + 1} does not follow entry {at}");
        }
    }

    [Fact]
    public async Task A_chain_written_anew_from_any_position_does_not_fit_its_head()
    {
        for (var at = 1; at <= Length; at++)
        {
            await Fails(
                entries => Chain(entries.Select(entry => entry.Sequence < at ? entry.Fact : entry.Fact with { By = "mallory" })),
                $"entry {Length} is not the one the signed head names");
        }
    }

    [Fact]
    public async Task A_removed_entry_is_named_at_every_position()
    {
        for (var at = 1; at <= Length; at++)
            await Fails(entries => [.. entries.Where(entry => entry.Sequence != at)], $"entry {at} is missing");
    }

    [Fact]
    public async Task Every_pair_that_changed_places_is_named_by_its_first()
    {
        for (var one = 1; one < Length; one++)
        {
            for (var other = one + 1; other <= Length; other++)
            {
                await Fails(
                    entries =>
                    {
                        (entries[one - 1], entries[other - 1]) = (entries[other - 1], entries[one - 1]);
                        return entries;
                    },
                    $"entry {one} is out of order");
            }
        }
    }

    [Fact]
    public async Task An_inserted_entry_is_named_at_every_position()
    {
        for (var at = 1; at <= Length + 1; at++)
        {
            await Fails(
                entries =>
                {
                    entries.Insert(at - 1, RecordChain.Append(at == 1 ? null : entries[at - 2], Fact(99)));
                    return entries;
                },
                at == Length + 1 ? $"entry {Length + 1} is not covered by the signed head" : $"entry {at} stands twice");
        }
    }

    [Fact]
    public async Task An_entry_of_another_run_is_named()
    {
        var whole = await Whole();
        var foreign = Chain(whole.Entries.Select(entry => entry.Fact with { RunId = "other-000000000000" }));
        var head = await Head("other-000000000000", foreign);

        Assert.Equal(1, await Verify(whole with { Entries = foreign, Head = head }));
        Assert.Contains("entry 1 is of run other-000000000000", _platform.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_signed_anew_by_somebody_else_fails_against_the_known_key()
    {
        var whole = await Whole();
        _platform.Write("known.pem", _signer.PublicKeyPem);
        var other = LocalSigner.Create();
        var signature = await other.Sign(RecordHead.Message(Run, Length, whole.Entries[^1].Hash));
        var forged = whole with
        {
            Head = new(Length, whole.Entries[^1].Hash, signature.KeyId, signature.Value),
            PublicKeys = other.PublicKeyPem,
        };

        Assert.Equal(0, await Verify(forged));      // by the key it brought along: the output says whose that is
        Assert.Contains($"Is {other.KeyId} the one you know?", _platform.Output, StringComparison.Ordinal);
        Assert.Equal(1, await Verify(forged, "--keys", "known.pem"));
    }

    [Fact]
    public async Task A_head_that_was_taken_away_or_a_file_that_is_none_fails()
    {
        Assert.Equal(1, await Verify((await Whole()) with { Head = null }));
        Assert.Contains("the signed head is missing", _platform.Output, StringComparison.Ordinal);

        _platform.Write("none.json", "{ \"format\": 3 }");
        Assert.Equal(1, await _platform.RunAsync("record", "verify", "none.json"));
        Assert.Contains("none.json is no exported record", _platform.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_platform_exports_is_written_and_verifies()
    {
        var whole = JsonSerializer.Serialize(await Whole(), ContractsJson.Options);
        var run = new RunStatus(
            new(Run, "flights-delay", new("sha256:d", "2001-02", "m.json", 3, 1), new("p", "e", "o"), new("data"), 1, default), [], default);
        _platform.Answer = asked => (HttpStatusCode.OK, asked.RequestUri!.AbsolutePath.EndsWith("/record/export", StringComparison.Ordinal)
            ? whole : JsonSerializer.Serialize(new[] { run }, ContractsJson.Options));

        Assert.Equal(0, await _platform.RunAsync("record", "export", "flights-delay"));
        Assert.Equal(0, await _platform.RunAsync("record", "verify", $"{Run}.record.json"));
        Assert.Equal(0, await _platform.RunAsync("record", "verify", Run, "-o", "json"));
        Assert.Contains("\"intact\":true", _platform.Output, StringComparison.Ordinal);
    }

    private async Task Fails(Func<List<RecordEntry>, List<RecordEntry>> bend, string named)
    {
        var whole = await Whole();
        var before = _platform.Output.Length;

        Assert.Equal(1, await Verify(whole with { Entries = bend([.. whole.Entries]) }));

        Assert.Contains(named, _platform.Output[before..], StringComparison.Ordinal);
    }

    private Task<int> Verify(RecordFile file, params string[] more) => _platform.RunAsync(
        ["record", "verify", _platform.Write("one.record.json", JsonSerializer.Serialize(file, ContractsJson.Options)), .. more]);

    private async Task<RecordFile> Whole()
    {
        var entries = Chain(Enumerable.Range(1, Length).Select(Fact));
        return new(RecordFile.Version1, Run, DateTimeOffset.UnixEpoch, entries, await Head(Run, entries), _signer.PublicKeyPem);
    }

    private async Task<RecordHead> Head(string run, IReadOnlyList<RecordEntry> entries)
    {
        var signature = await _signer.Sign(RecordHead.Message(run, entries.Count, entries[^1].Hash));
        return new(entries.Count, entries[^1].Hash, signature.KeyId, signature.Value);
    }

    private static RecordFact Fact(int number) => new(
        Run, $"fact-{number}", "traffic", "rollout", DateTimeOffset.UnixEpoch.AddMinutes(number), $"fact {number} — with “marks” & <signs>",
        new Dictionary<string, string> { ["z"] = "1", ["a"] = "2" },
        JsonSerializer.SerializeToElement(new { weight = number, share = 0.1 * number }));

    private static List<RecordEntry> Chain(IEnumerable<RecordFact> facts)
    {
        var chain = new List<RecordEntry>();
        foreach (var fact in facts)
            chain.Add(RecordChain.Append(chain.LastOrDefault(), fact));
        return chain;
    }

    private static List<RecordEntry> Change(List<RecordEntry> entries, int at, Func<RecordEntry, RecordEntry> change)
    {
        entries[at - 1] = change(entries[at - 1]);
        return entries;
    }

    private static RecordEntry Rehashed(RecordEntry entry) =>
        entry with { Hash = RecordChain.HashOf(entry.Sequence, entry.Previous, entry.Fact) };
}
