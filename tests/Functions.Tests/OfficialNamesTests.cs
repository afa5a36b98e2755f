using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Landfall.Functions.Tests;

/// <summary>
/// The official packages cannot be had in every place this is built. What can be held everywhere: an app calls nothing of the
/// worker that the official packages do not have under the same name, so that the switch to them is a matter of packages.
/// </summary>
public sealed class OfficialNamesTests
{
    private static readonly string[] Apps =
        ["Ingest", "Validate", "Train", "Evaluate", "Register", "Approve", "Rollout", "Record", "Console"];

    private static readonly Dictionary<string, HashSet<string>> Official = Read();

    public static TheoryData<string> Names => [.. Apps];

    [Theory]
    [Trait("Protocol", "8")]
    [MemberData(nameof(Names))]
    public void An_app_calls_the_worker_by_official_names_alone(string app)
    {
        var calls = Calls(Path.Combine(AppContext.BaseDirectory, $"Landfall.Functions.{app}.dll")).Distinct().ToList();

        Assert.Contains(("FunctionsApplication", "CreateBuilder"), calls);
        Assert.Equal("", string.Join(", ", calls
            .Where(call => !Official.TryGetValue(call.Type, out var members) || !members.Contains(call.Member))
            .Select(call => $"{call.Type}.{call.Member}")));
    }

    /// <summary>Every member of the worker that a program refers to.</summary>
    private static IEnumerable<(string Type, string Member)> Calls(string program)
    {
        using var file = new PEReader(File.OpenRead(program));
        var metadata = file.GetMetadataReader();
        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            if (Owner(metadata, member.Parent) is { } type)
                yield return (type, Plain(metadata.GetString(member.Name)));
        }
    }

    private static string? Owner(MetadataReader metadata, EntityHandle parent)
    {
        if (parent.Kind == HandleKind.TypeSpecification)
        {
            var blob = metadata.GetBlobReader(metadata.GetTypeSpecification((TypeSpecificationHandle)parent).Signature);
            if (blob.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
                return null;

            blob.ReadByte();   // class or value type
            parent = blob.ReadTypeHandle();
        }

        if (parent.Kind != HandleKind.TypeReference)
            return null;

        var type = metadata.GetTypeReference((TypeReferenceHandle)parent);
        var name = metadata.GetString(type.Name).Split('`')[0];
        while (type.ResolutionScope.Kind == HandleKind.TypeReference)
            type = metadata.GetTypeReference((TypeReferenceHandle)type.ResolutionScope);
        if (type.ResolutionScope.Kind != HandleKind.AssemblyReference)
            return null;

        var assembly = metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name);
        return assembly is "Landfall.Worker" or "Landfall.Worker.Abstractions" ? name : null;
    }

    private static string Plain(string member) => member switch
    {
        ".ctor" => "new",
        _ when member.StartsWith("get_", StringComparison.Ordinal) || member.StartsWith("set_", StringComparison.Ordinal) => member[4..],
        _ => member,
    };

    private static IEnumerable<string> Parameters(string constructor) => constructor[(constructor.IndexOf('(') + 1)..constructor.LastIndexOf(')')]
        .Split(", ").Select(parameter => parameter.Split(" = ")[0].Split(' ')[^1]);

    /// <summary>The list that the worker's own surface is held to: types, and behind two blanks their members.</summary>
    private static Dictionary<string, HashSet<string>> Read()
    {
        // A program's first lines: the builder gives an IHost there, and Run is an extension of it; the source is the same.
        var types = new Dictionary<string, HashSet<string>>
        {
            ["FunctionsApplication"] = ["CreateBuilder"],
            ["FunctionsApplicationBuilder"] = ["Services", "Configuration", "Logging", "Environment", "Build"],
            ["FunctionsHost"] = ["Run"],
        };
        var members = new HashSet<string>();
        foreach (var line in File.ReadLines(SourceTree.At("tests", "Worker.Tests", "Surface", "official.txt")))
        {
            if (line.Length == 0 || line[0] is '#' or '-')
                continue;

            if (line[0] != ' ')
            {
                // Names and versions come of texts; the language writes that conversion as a call.
                types[line.Trim().Split('<')[0]] = members = line is "TaskName" or "TaskVersion" ? ["op_Implicit"] : [];
                continue;
            }

            members.Add(line.Trim().Split('(', '<', ':', ' ')[0]);
            if (line.TrimStart().StartsWith("new(", StringComparison.Ordinal))
                members.UnionWith(Parameters(line));   // of a record: each is a property too
        }

        return types;
    }
}
