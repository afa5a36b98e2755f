using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Landfall.Local.Cluster.Kubelet;

/// <summary>How a run ended.</summary>
internal sealed record RunEnd(int ExitCode, DateTimeOffset Finished, string? Reason, string? Message);

/// <summary>
/// One run of one container: a folder with <c>log</c>, <c>pid</c> (id and start time) and, at the end, <c>exit</c>.
/// Everything it knows is in that folder, so a later life of the local cluster takes a run up where it stands.
/// </summary>
internal sealed class ContainerRun(string folder, TimeProvider time)
{
    // What a kubelet keeps of a log: 80 lines or 2 KiB, whichever is less.
    private const int LongestWords = 2048;
    private const int MostLines = 80;

    private DateTimeOffset? _seenGone;
    private string? _killReason;

    public string Folder => folder;

    public string LogPath => Path.Combine(folder, "log");

    public DateTimeOffset Started => File.Exists(LogPath) ? File.GetCreationTimeUtc(LogPath) : File.GetCreationTimeUtc(folder);

    public int? Pid => ReadPid()?.Pid;

    /// <summary>Starts the program in a session of its own.</summary>
    public static ContainerRun Start(string folder, string launcher, ContainerCommand command, TimeProvider time)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, "log"), []);
        // macOS has no setsid program; perl is part of it.
        var (session, prefix) = OperatingSystem.IsMacOS()
            ? ("perl", (string[])["-e", "use POSIX; setsid(); exec @ARGV", "/bin/sh"])
            : ("setsid", ["/bin/sh"]);
        ProcessStartInfo start = new(session) { UseShellExecute = false, WorkingDirectory = command.WorkingDirectory };
        foreach (var argument in prefix.Concat([launcher, folder]).Concat(command.Arguments))
            start.ArgumentList.Add(argument);
        start.Environment.Clear();
        foreach (var (name, value) in command.Environment)
            start.Environment[name] = value;
        using var process = Process.Start(start);
        return new ContainerRun(folder, time);
    }

    /// <summary>The end, or null while it runs. A run without an exit record was killed together with its launcher.</summary>
    public RunEnd? End()
    {
        var path = Path.Combine(folder, "exit");
        if (File.Exists(path))
        {
            var parts = File.ReadAllText(path).Split(' ', StringSplitOptions.TrimEntries);
            var code = int.Parse(parts[0], CultureInfo.InvariantCulture);
            // A kill that comes a moment later hits the launcher's own "date": then the file's time says when.
            var at = parts.Length > 1 && long.TryParse(parts[1], CultureInfo.InvariantCulture, out var second)
                ? DateTimeOffset.FromUnixTimeSeconds(second)
                : new DateTimeOffset(File.GetLastWriteTimeUtc(path), TimeSpan.Zero);
            return new RunEnd(code, at, Reason(code), null);
        }
        if (ReadPid() is { } process && ProcessTree.IsAlive(process.Pid, process.Start))
            return null;
        // Starting takes a moment, and so does the last write: only a lasting silence is an end.
        _seenGone ??= time.GetUtcNow();
        return time.GetUtcNow() - _seenGone < TimeSpan.FromSeconds(2)
            ? null
            : new RunEnd(137, _seenGone.Value, Reason(137), "the process ended without an exit status: it was killed from outside");
    }

    /// <summary>The end of its log, as a termination message; null while it has said nothing.</summary>
    public string? LastWords()
    {
        if (!File.Exists(LogPath))
            return null;
        using FileStream log = new(LogPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        log.Seek(-Math.Min(log.Length, LongestWords), SeekOrigin.End);
        using StreamReader reader = new(log, Encoding.UTF8);
        // The cut may go through a character.
        var lines = reader.ReadToEnd().TrimStart('\uFFFD').Split('\n');
        var words = string.Join('\n', lines.TakeLast(MostLines + (lines[^1].Length == 0 ? 1 : 0)));
        return words.Length == 0 ? null : words;
    }

    public void Terminate() => SendAll(Signals.Term);

    /// <summary>Kills the program and all it started; the launcher stays a moment to record it.</summary>
    public void Kill(string? reason = null)
    {
        _killReason ??= reason;
        if (reason is not null)
            File.WriteAllText(Path.Combine(folder, "reason"), reason);
        SendAll(Signals.Kill);
    }

    private void SendAll(int signal)
    {
        if (ReadPid() is not { } process || !ProcessTree.IsAlive(process.Pid, process.Start))
            return;
        var below = ProcessTree.Descendants(process.Pid);
        foreach (var pid in below)
            Signals.Send(pid, signal);
        if (below.Count == 0)
            Signals.Send(-process.Pid, signal);
    }

    private string Reason(int code)
    {
        var path = Path.Combine(folder, "reason");
        return _killReason ?? (File.Exists(path) ? File.ReadAllText(path) : code == 0 ? "Completed" : "Error");
    }

    private (int Pid, string Start)? ReadPid()
    {
        var path = Path.Combine(folder, "pid");
        return File.Exists(path) && File.ReadAllText(path).Split(' ', StringSplitOptions.TrimEntries) is [var pid, var start]
            ? (int.Parse(pid, CultureInfo.InvariantCulture), start)
            : null;
    }
}
