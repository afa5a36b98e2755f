using System.ComponentModel;
using System.Diagnostics;

namespace Landfall.Cli.Conformance;

/// <param name="Code">Null when it did not end in time and was killed.</param>
/// <param name="Tail">The last lines it said.</param>
internal sealed record ProgramEnd(int? Code, TimeSpan Took, IReadOnlyList<string> Tail)
{
    /// <summary>For the end of a sentence.</summary>
    public string Said => Tail.Count == 0 ? "it said nothing" : $"its last words: {string.Join(" / ", Tail)}";
}

/// <summary>A program under test: started with the variables that a pod would give it, listened to, ended with all it started.</summary>
internal sealed class ProgramRun : IAsyncDisposable
{
    private const int Tail = 5;

    private readonly Process process;
    private readonly Queue<string> last = new();
    private readonly long began = Stopwatch.GetTimestamp();

    private ProgramRun(Process process) => this.process = process;

    public bool HasExited => process.HasExited;

    /// <exception cref="CliException">There is no such program.</exception>
    public static ProgramRun Start(
        IReadOnlyList<string> command, string directory, IReadOnlyDictionary<string, string> variables)
    {
        var start = new ProcessStartInfo(command[0])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in command.Skip(1))
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in variables)
            start.Environment[name] = value;

        var process = new Process { StartInfo = start };
        var run = new ProgramRun(process);
        process.OutputDataReceived += (_, line) => run.Hear(line.Data);
        process.ErrorDataReceived += (_, line) => run.Hear(line.Data);
        try
        {
            process.Start();
        }
        catch (Win32Exception missing)
        {
            throw new CliException($"'{command[0]}' cannot be started: {missing.Message}.", $"It is looked for in {directory} and on the PATH.");
        }

        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return run;
    }

    public async Task<ProgramEnd> End(TimeSpan within, CancellationToken cancellation)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        late.CancelAfter(within);
        try
        {
            await process.WaitForExitAsync(late.Token);
            return new(process.ExitCode, Stopwatch.GetElapsedTime(began), Words());
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            return new(null, Stopwatch.GetElapsedTime(began), Words());
        }
    }

    /// <summary>What was said last; of a program that has ended, all of it: its end is known before its last words are read.</summary>
    public async Task<IReadOnlyList<string>> LastWords(CancellationToken cancellation)
    {
        if (process.HasExited)
            await End(TimeSpan.FromSeconds(10), cancellation);
        return Words();
    }

    public IReadOnlyList<string> Words()
    {
        lock (last)
            return [.. last];
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private void Hear(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;
        lock (last)
        {
            last.Enqueue(line.Length > 300 ? line[..300] + "…" : line);
            if (last.Count > Tail)
                last.Dequeue();
        }
    }
}
