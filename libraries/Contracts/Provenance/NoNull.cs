using System.Text.Json;

namespace Landfall.Contracts.Provenance;

internal static class NoNull
{
    /// <summary>
    /// The list as it is. The serializer's own check ends at lists: it lets <c>[null]</c> pass, and whoever reads on
    /// would fall over it. So a null element is refused where every reader already looks for what is malformed.
    /// </summary>
    /// <exception cref="JsonException">An element is null.</exception>
    public static IReadOnlyList<T> In<T>(IReadOnlyList<T> list, string name)
        where T : class
    {
        for (var i = 0; i < list?.Count; i++)
        {
            if (list[i] is null)
                throw new JsonException($"{name}[{i}] is null; expected an object");
        }

        return list!;
    }
}
