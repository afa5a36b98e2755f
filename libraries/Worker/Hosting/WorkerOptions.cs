using System.Reflection;

namespace Landfall.Worker;

/// <summary>How the worker behaves. Set with <c>services.Configure&lt;WorkerOptions&gt;(…)</c>.</summary>
public sealed class WorkerOptions
{
    /// <summary>For inputs, outputs, events and custom status.</summary>
    public DataConverter DataConverter { get; set; } = JsonDataConverter.Default;

    /// <summary>Longer durable timers are cut into pieces of this length.</summary>
    public TimeSpan MaximumTimerInterval { get; set; } = TimeSpan.FromDays(3);

    /// <summary>
    /// The most bytes of JSON that one input, result, event or status may have. What is larger fails with a message that
    /// says what it is; the hub would refuse it without one.
    /// </summary>
    public int MaximumPayloadBytes { get; set; } = Payload.DefaultLimit;

    /// <summary>
    /// Which exceptions no attempt can mend, besides <see cref="TerminalException"/>: for those of libraries that do
    /// not know this one.
    /// </summary>
    public Func<Exception, bool> IsTerminal { get; set; } = static _ => false;

    /// <summary>
    /// Answers a failed activity with a result that says so, instead of with a failure. Only for hosts that do not
    /// hand the text of an unreadable answer on: the hub then shows the activity as completed.
    /// </summary>
    public bool FailuresAsResults { get; set; }

    /// <summary>Where functions are looked for. Empty: the program and what lies beside it by our naming rule.</summary>
    public IList<Assembly> Assemblies { get; } = [];

    internal bool IsBeyondMending(Exception exception) => exception is TerminalException || IsTerminal(exception);
}
