namespace Landfall.Worker.Tests.Surface;

/// <summary>Whoever knows Durable Functions reads our orchestrators without learning anything: the names are the same.</summary>
public sealed class SurfaceTests
{
    private static readonly Dictionary<string, Type> Ours = typeof(TaskOrchestrationContext).Assembly.GetExportedTypes()
        .Where(type => !type.IsNested)
        .ToDictionary(Signature.Name);

    public static TheoryData<string> Types => [.. Official().Select(member => member.Type).Distinct()];

    [Theory]
    [Trait("Protocol", "8")]
    [MemberData(nameof(Types))]
    public void A_mirrored_type_has_the_official_members(string type)
    {
        Assert.True(Ours.TryGetValue(type, out var own), $"{type} is not there.");
        var members = Signature.Of(own).ToHashSet(StringComparer.Ordinal);
        var listed = Official().Where(member => member.Type == type).ToList();

        Assert.NotEmpty(listed);
        Assert.Empty(listed.Where(m => m.IsMirrored && !members.Contains(m.Text)).Select(m => m.Text));
        Assert.Empty(listed.Where(m => !m.IsMirrored && members.Contains(m.Text)).Select(m => $"{m.Text} is there now"));
    }

    [Fact]
    [Trait("Protocol", "8")]
    public void The_attributes_stand_on_what_the_official_ones_stand_on()
    {
        var usage = (AttributeUsageAttribute)Attribute.GetCustomAttribute(
            typeof(OrchestrationTriggerAttribute), typeof(AttributeUsageAttribute))!;

        Assert.Equal(AttributeTargets.Parameter, usage.ValidOn);
        Assert.True(typeof(TaskOrchestrationContext).IsAbstract && typeof(DurableTaskClient).IsAbstract);
        Assert.True(typeof(IAsyncDisposable).IsAssignableFrom(typeof(DurableTaskClient)));
    }

    private static IEnumerable<(string Type, string Text, bool IsMirrored)> Official()
    {
        var type = "";
        foreach (var line in File.ReadLines(SourceTree.At("tests", "Worker.Tests", "Surface", "official.txt")))
        {
            if (line.Length == 0 || line[0] == '#')
                continue;

            if (line.StartsWith("  ", StringComparison.Ordinal))
                yield return (type, line.Trim(), true);
            else if (line[0] == '-')
                yield return (type, line[1..line.IndexOf('#', StringComparison.Ordinal)].Trim(), false);
            else
                type = line.Trim();
        }
    }
}
