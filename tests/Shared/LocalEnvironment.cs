namespace Landfall.Tests;

/// <summary>The Environment document of one machine, with the people of a test.</summary>
internal static class LocalEnvironment
{
    /// <param name="groups">As a YAML map in one line, such as <c>{ ml-leads: [ana, bo] }</c>.</param>
    /// <param name="people">Ids; each has a name and an address of the same.</param>
    /// <param name="more">Further lines of the spec, or nothing.</param>
    public static string Of(string groups, string[] people, string more = "") => $$"""
        apiVersion: landfall.dev/v1
        kind: Environment
        metadata: { name: local, owner: platform }
        spec:
          cluster: { name: local }
          namespaces: { train: landfall-train, evaluate: landfall-evaluate, serve: landfall-serve }
          gateway: { name: models, namespace: landfall-gateway }
          registries: [registry.local]
          groups: {{groups}}
          people:
        {{string.Join('\n', people.Select(Person))}}
          storage: { account: devstoreaccount1 }
          publicUrl: http://localhost:7076
        {{more}}
        """;

    private static string Person(string id) =>
        $"    {id}: {{ name: {char.ToUpperInvariant(id[0])}{id[1..]}, email: {id}@example.com }}";
}
