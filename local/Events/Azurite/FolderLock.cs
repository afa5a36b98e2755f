namespace Landfall.Local.Events;

/// <summary>A lock between processes: a file that only one of them can hold open.</summary>
internal static class FolderLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public static async Task<FileStream> TakeAsync(string path, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                // Held by another process, which says itself how it gets on.
                await Task.Delay(Pause, cancel);
            }
        }
    }
}
