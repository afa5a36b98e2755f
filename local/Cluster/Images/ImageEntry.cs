namespace Landfall.Local.Cluster.Images;

/// <summary>One entry of <c>images.yaml</c>: what stands for a container image on this machine.</summary>
/// <param name="Name">The image reference without tag or digest.</param>
/// <param name="Command">The program and its arguments: the image's entry point.</param>
/// <param name="Files">Files and folders whose content makes the digest.</param>
/// <param name="Env">Variables of the image; a container's own win.</param>
/// <param name="WorkingDirectory">Where the program starts; a container's own wins.</param>
public sealed record ImageEntry(
    string Name, IReadOnlyList<string> Command, IReadOnlyList<string> Files, IReadOnlyDictionary<string, string> Env,
    string? WorkingDirectory);
