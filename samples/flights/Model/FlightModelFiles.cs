using System.Text;
using System.Text.Json;

namespace Flights.Model;

/// <summary>The model as files: <c>model.json</c> (statistics) and <c>model.bin</c> (trees). Same model, same bytes.</summary>
public static class FlightModelFiles
{
    private const string Magic = "FLIGHTS1";
    private const int MostTrees = 10_000, MostNodes = 100_000;

    /// <summary>Writes both files into a folder that is created if needed.</summary>
    public static void Save(FlightModel model, string folder)
    {
        ArgumentNullException.ThrowIfNull(model);
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(
            Path.Combine(folder, "model.json"),
            JsonSerializer.SerializeToUtf8Bytes(model.Statistics, FlightModelJson.Default.FlightStatistics));
        using var writer = new BinaryWriter(File.Create(Path.Combine(folder, "model.bin")));
        writer.Write(Encoding.ASCII.GetBytes(Magic));
        writer.Write(model.Trees.Count);
        foreach (var tree in model.Trees)
            WriteTree(writer, tree);
    }

    /// <summary>Reads both files.</summary>
    /// <exception cref="IOException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">A file is not what <see cref="Save"/> writes.</exception>
    public static FlightModel Load(string folder)
    {
        var bin = Existing(folder, "model.bin");
        return new FlightModel(ReadStatistics(Existing(folder, "model.json")), ReadTrees(bin));
    }

    private static string Existing(string folder, string name) =>
        File.Exists(Path.Combine(folder, name))
            ? Path.Combine(folder, name)
            : throw new IOException($"{Path.Combine(folder, name)} does not exist; expected what the trainer wrote.");

    private static FlightStatistics ReadStatistics(string path)
    {
        FlightStatistics? read;
        try
        {
            read = JsonSerializer.Deserialize(File.ReadAllBytes(path), FlightModelJson.Default.FlightStatistics);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
        if (read is not { Origins: not null, Destinations: not null, Features: not null })
            throw new InvalidDataException($"{path} lacks features, origins or destinations.");
        return read.Features.SequenceEqual(FlightFeatures.Names)
            ? read
            : throw new InvalidDataException($"{path} has other features than {string.Join(", ", FlightFeatures.Names)}.");
    }

    private static Tree[] ReadTrees(string path)
    {
        try
        {
            using var reader = new BinaryReader(File.OpenRead(path));
            if (Encoding.ASCII.GetString(reader.ReadBytes(Magic.Length)) != Magic)
                throw new InvalidDataException($"{path} does not start with {Magic}.");
            return [.. Enumerable.Range(0, Count(reader, path, MostTrees)).Select(_ => ReadTree(reader, path))];
        }
        catch (EndOfStreamException error)
        {
            throw new InvalidDataException($"{path} ends in the middle of a tree.", error);
        }
    }

    private static Tree ReadTree(BinaryReader reader, string path)
    {
        var nodes = Count(reader, path, MostNodes);
        int[] Ints() => [.. Enumerable.Range(0, nodes).Select(_ => reader.ReadInt32())];
        var tree = new Tree(
            Ints(),
            [.. Enumerable.Range(0, nodes).Select(_ => reader.ReadSingle())],
            Ints(),
            Ints(),
            [.. Enumerable.Range(0, nodes + 1).Select(_ => reader.ReadDouble())]);
        // A child always comes after its parent; with that held, scoring ends and stays inside the arrays.
        for (var i = 0; i < nodes; i++)
        {
            if (tree.Feature[i] < 0 || tree.Feature[i] >= FlightFeatures.Names.Count
                || !Follows(i, tree.Left[i], nodes) || !Follows(i, tree.Right[i], nodes))
                throw new InvalidDataException($"{path}: node {i} points outside its tree.");
        }
        return tree;
    }

    private static bool Follows(int node, int child, int nodes) => child < 0 ? ~child <= nodes : child > node && child < nodes;

    private static int Count(BinaryReader reader, string path, int most) =>
        reader.ReadInt32() is var count && count >= 0 && count <= most
            ? count
            : throw new InvalidDataException($"{path}: a count of {count} is outside 0 to {most}.");

    private static void WriteTree(BinaryWriter writer, Tree tree)
    {
        writer.Write(tree.Feature.Length);
        Array.ForEach(tree.Feature, writer.Write);
        Array.ForEach(tree.Threshold, writer.Write);
        Array.ForEach(tree.Left, writer.Write);
        Array.ForEach(tree.Right, writer.Write);
        Array.ForEach(tree.Leaf, writer.Write);
    }
}
