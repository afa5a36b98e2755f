namespace Landfall.Bench.Chaos.Faults;

internal enum FaultKind
{
    None,

    /// <summary>The message never arrives; its sender sees a broken connection.</summary>
    LoseRequest,

    /// <summary>It arrives and the work begins; the connection breaks before the answer, after <see cref="MessageFault.Wait"/>.</summary>
    LoseAnswer,

    /// <summary>It arrives late.</summary>
    Delay,

    /// <summary>It arrives twice, the second time <see cref="MessageFault.Wait"/> after the first, finished or not.</summary>
    Duplicate,

    /// <summary>It arrives after the next message of its link, or after <see cref="MessageFault.Wait"/> if none comes.</summary>
    Overtake,
}

/// <summary>What becomes of one message.</summary>
internal sealed record MessageFault(FaultKind Kind, TimeSpan Wait)
{
    public static MessageFault None { get; } = new(FaultKind.None, TimeSpan.Zero);
}
