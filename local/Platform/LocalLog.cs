using System.Threading.Channels;

namespace Landfall.Local.Platform;

/// <summary>Every line of every part, in one file, in order of arrival.</summary>
internal sealed class LocalLog : IAsyncDisposable
{
    private readonly Channel<string> lines = Channel.CreateUnbounded<string>(new() { SingleReader = true });
    private readonly Task writing;

    public LocalLog(string file) => writing = Write(file);

    public void Write(string part, string text) =>
        lines.Writer.TryWrite($"{TimeProvider.System.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {part,-14} {text}");

    public async ValueTask DisposeAsync()
    {
        lines.Writer.TryComplete();
        await writing;
    }

    private async Task Write(string file)
    {
        await using var writer = new StreamWriter(new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite));
        await foreach (var line in lines.Reader.ReadAllAsync())
        {
            await writer.WriteLineAsync(line);
            if (!lines.Reader.TryPeek(out _))
                await writer.FlushAsync();
        }
    }
}
