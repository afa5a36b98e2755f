namespace Landfall.Worker;

/// <summary>What a turn needs to know besides its history.</summary>
public sealed record OrchestrationSettings
{
    public DataConverter DataConverter { get; init; } = JsonDataConverter.Default;

    /// <summary>Longer timers are cut into pieces of this length; hubs limit how far ahead a message may lie.</summary>
    public TimeSpan MaximumTimerInterval { get; init; } = TimeSpan.FromDays(3);

    /// <summary>The most bytes that one input, event, status or result may have.</summary>
    public int MaximumPayloadBytes { get; init; } = Payload.DefaultLimit;

    public ILoggerFactory LoggerFactory { get; init; } =
        Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance;

    /// <summary>Whether an exception is beyond mending by another attempt.</summary>
    public Func<Exception, bool> IsTerminal { get; init; } = static exception => exception is TerminalException;

    internal string? Write(object? value, string kind, string name) =>
        Payload.Write(DataConverter, value, MaximumPayloadBytes, kind, name);
}
