using Landfall.Bench.Chaos.Faults;

namespace Landfall.Bench.Chaos;

/// <summary>How many faults of each kind there were.</summary>
internal static class FaultCount
{
    public static IReadOnlyDictionary<FaultKind, int> In(string state)
    {
        var file = Path.Combine(state, ChaosPlatformProgram.FaultsFile);
        return File.Exists(file)
            ? File.ReadLines(file).Select(line => line.Split('\t')).Where(line => line.Length == 5)
                .Select(line => Enum.Parse<FaultKind>(line[3])).CountBy(kind => kind).ToDictionary()
            : new Dictionary<FaultKind, int>();
    }
}
