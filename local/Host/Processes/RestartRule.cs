namespace Landfall.Local.Host.Processes;

/// <summary>Whether and when an ended handler starts again.</summary>
internal sealed class RestartRule(bool faithful, TimeProvider clock)
{
    private const int AskedForRestart = 200;
    private const int MaxErrors = 3;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Calm = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan FaithfulStart = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PatientStart = TimeSpan.FromMinutes(3);

    private int _errors;
    private DateTimeOffset _last;

    public TimeProvider Clock => clock;

    /// <summary>
    /// How long a handler may take until it listens, where host.json does not say. A busy machine that ended the slow ones
    /// would only make itself busier.
    /// </summary>
    public TimeSpan StartsWithin => faithful ? FaithfulStart : PatientStart;

    /// <summary>The pause before the next start; null when there is none.</summary>
    public TimeSpan? After(int exitCode)
    {
        if (exitCode == AskedForRestart) return TimeSpan.Zero;
        if (faithful && exitCode == 0) return null;
        var now = clock.GetUtcNow();
        if (now - _last > (faithful ? Window : Calm)) _errors = 0;
        _last = now;
        _errors++;
        if (faithful) return _errors >= MaxErrors ? null : TimeSpan.Zero;
        return _errors == 1
            ? TimeSpan.Zero
            : TimeSpan.FromTicks(Math.Min(Longest.Ticks, TimeSpan.TicksPerSecond / 4 * (1L << Math.Min(_errors, 10))));
    }
}
