namespace Landfall.Local.Gateway;

/// <summary>
/// Passes a request's body on while it is read, and keeps a copy of bounded size for the mirror. The primary never
/// waits for the copy.
/// </summary>
internal sealed class RequestCapture(Stream inner, int largest, long? announced) : Stream
{
    private readonly MemoryStream copy = new();

    public bool IsTooLarge { get; private set; } = announced > largest;

    /// <summary>Whether the whole body has passed.</summary>
    public bool IsComplete { get; private set; } = announced == 0;

    public byte[] Content() => copy.ToArray();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        Keep(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Request bodies are read asynchronously.");

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush() => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Keep(ReadOnlySpan<byte> read)
    {
        if (!IsTooLarge && copy.Length + read.Length > largest)
        {
            IsTooLarge = true;
            copy.SetLength(0);
            copy.Capacity = 0;
        }

        if (!IsTooLarge)
            copy.Write(read);
        IsComplete |= read.IsEmpty || (!IsTooLarge && copy.Length == announced);
    }
}
