using Landfall.Contracts.Documents;
using Landfall.Domain.Documents.Reading;

namespace Landfall.Domain.Documents.Checks;

/// <summary>A limit on memory can be met, and can be missed.</summary>
internal static class MemoryCheck
{
    private const long Least = 1L << 20;

    public static IEnumerable<Finding> Of(BehaviourSpec check, string path, ServeSpec serve)
    {
        if (check.Memory is not { } memory)
            yield break;
        if (check.MaxViolations is not null)
            yield return new($"{path}.maxViolations", "Memory is one number, not one for each row.", "no maxViolations");
        if (check.OnMarginal is not null)
            yield return new($"{path}.onMarginal", "Memory that was not measured is always a person's to decide.", "no onMarginal");

        var (limit, given) = (Bytes(memory.Max), Bytes(serve.Resources.Memory));
        if (limit < Least)
            yield return new($"{path}.memory.max", $"No server can live on {memory.Max}.", "at least 1Mi, such as 512Mi");
        else if (limit > given)
        {
            yield return new(
                $"{path}.memory.max", $"The server gets {serve.Resources.Memory}: it would be ended before it uses {memory.Max}.",
                $"at most spec.serve.resources.memory, {serve.Resources.Memory}");
        }
    }

    /// <summary>What has not the right form is reported where it is read; here it only must not stop the others.</summary>
    private static long? Bytes(string quantity)
    {
        try
        {
            return MemoryAmount.Bytes(quantity);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
