using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cronos;
using Landfall.Local.Host.Apps;
using Landfall.Local.Host.Invocation;

namespace Landfall.Local.Host.Timers;

/// <summary>
/// Runs one timer function by its schedule; remembers the last run, so that a missed one is made up for.
/// </summary>
internal sealed class TimerTrigger(
    FunctionDefinition function, string schedule, string stateFile, Invoker invoker, Outputs outputs,
    TimeProvider clock, Action<HostLogLevel, string, bool> log)
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromDays(20);

    private readonly CronExpression? _cron = TimeSpan.TryParse(schedule, CultureInfo.InvariantCulture, out _)
        ? null : Parse(function.Name, schedule);
    private readonly TimeSpan _every = TimeSpan.TryParse(schedule, CultureInfo.InvariantCulture, out var every)
        ? every : TimeSpan.Zero;

    public async Task Run(CancellationToken cancel)
    {
        var monitors = !function.Trigger.Settings.ContainsKey("useMonitor") || function.Trigger.Flag("useMonitor");
        var last = monitors ? Load() : null;
        var started = clock.GetUtcNow();
        var missed = last is { } known && Next(known) is { } due && due <= started;
        if (missed || function.Trigger.Flag("runOnStartup")) last = await Fire(last, missed, cancel);
        while (!cancel.IsCancellationRequested)
        {
            if (Next(clock.GetUtcNow()) is not { } next) return;
            await SleepUntil(next, cancel);
            last = await Fire(last, late: false, cancel);
        }
    }

    /// <summary>Once more than its schedule says, which goes on as if nothing had been.</summary>
    public Task RunNow(CancellationToken cancel) => Invoke(Load(), clock.GetUtcNow(), late: false, cancel);

    private async Task SleepUntil(DateTimeOffset moment, CancellationToken cancel)
    {
        while (moment - clock.GetUtcNow() is { } left && left > TimeSpan.Zero)
            await Task.Delay(left < LongestSleep ? left : LongestSleep, clock, cancel);
    }

    private async Task<DateTimeOffset> Fire(DateTimeOffset? last, bool late, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await Invoke(last, now, late, cancel);
        // Moved into place whole, and not cut short by a stop: a damaged file would hide a missed run.
        await File.WriteAllTextAsync(stateFile + ".new", JsonSerializer.Serialize(now), CancellationToken.None);
        File.Move(stateFile + ".new", stateFile, overwrite: true);
        return now;
    }

    private async Task Invoke(DateTimeOffset? last, DateTimeOffset now, bool late, CancellationToken cancel)
    {
        var body = new InvocationBody(function.Name, now);
        body.Data[function.Trigger.Name] = new JsonObject
        {
            ["Schedule"] = new JsonObject { ["AdjustForDST"] = true },
            ["ScheduleStatus"] = new JsonObject
            {
                ["Last"] = Moment(last ?? default),
                ["Next"] = Moment(Next(now) ?? default),
                ["LastUpdated"] = Moment(last ?? default)
            },
            ["IsPastDue"] = late
        };
        try
        {
            outputs.AddClients(function, body);
            await outputs.Write(function, await invoker.Invoke(function.Name, body, cancel), cancel);
        }
        catch (Exception failed) when (failed is InvocationException or HandlerGoneException)
        {
            log(HostLogLevel.Error, $"{failed.Message} {(failed as InvocationException)?.InnerMessage}", false);
        }
    }

    private DateTimeOffset? Next(DateTimeOffset after) => _cron is null
        ? after + _every
        : _cron.GetNextOccurrence(after, TimeZoneInfo.Utc);

    private DateTimeOffset? Load()
    {
        if (!File.Exists(stateFile)) return null;
        try
        {
            return JsonSerializer.Deserialize<DateTimeOffset>(File.ReadAllText(stateFile));
        }
        catch (JsonException)
        {
            log(HostLogLevel.Warning, $"{stateFile} is damaged; {function.Name} starts as if it had never run", false);
            return null;
        }
    }

    private static JsonNode Moment(DateTimeOffset moment) => JsonValue.Create(moment);

    private static CronExpression Parse(string function, string schedule)
    {
        try
        {
            var fields = schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
            return CronExpression.Parse(schedule, fields == 5 ? CronFormat.Standard : CronFormat.IncludeSeconds);
        }
        catch (CronFormatException bad)
        {
            throw new InvalidDataException(
                $"Function '{function}': schedule '{schedule}' is not an NCRONTAB expression of six fields "
                + $"(second minute hour day month weekday): {bad.Message}", bad);
        }
    }
}
