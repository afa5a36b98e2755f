using Xunit.Sdk;

namespace Landfall.Orchestrations.Tests.Replays;

/// <summary>Instances under way were started by earlier code: what they did must still be what the code does.</summary>
public sealed class GoldenHistoryTests
{
    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Recording.Folder, "*.json").Order(StringComparer.Ordinal).Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Still_replays(string file) => Recording.Read(file).Replays();

    [Fact]
    public void Every_orchestrator_has_one()
    {
        var orchestrators = typeof(Orchestrators).GetFields().Where(field => field.IsLiteral).Select(field => field.Name);

        Assert.All(orchestrators, name => Assert.Contains(
            Files, file => file.Data.StartsWith($"{name}-", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_divergence_names_the_event(string file)
    {
        var recording = Recording.Read(file);
        var history = recording.History.Select(e => e.Clone()).ToList();
        var at = history.FindLastIndex(e => e.TaskScheduled is not null);
        history[at].TaskScheduled.Name = "AnotherStep";

        var divergence = Assert.ThrowsAny<XunitException>(() => (recording with { History = history }).Replays());

        Assert.Contains($"diverges at event {at} of", divergence.Message, StringComparison.Ordinal);
        Assert.Contains("AnotherStep", divergence.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Another_input_to_the_same_step_is_a_divergence_too(string file)
    {
        var recording = Recording.Read(file);
        var history = recording.History.Select(e => e.Clone()).ToList();
        var at = history.FindIndex(e => e.TaskScheduled is not null);
        history[at].TaskScheduled.Input += " ";

        var divergence = Assert.ThrowsAny<XunitException>(() => (recording with { History = history }).Replays());

        Assert.Contains($"diverges at event {at} of", divergence.Message, StringComparison.Ordinal);
    }
}
