namespace Landfall.Events.Tests;

internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("landfall-events-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
