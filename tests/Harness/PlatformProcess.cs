using System.Collections.Concurrent;
using System.Diagnostics;

namespace Landfall.Harness;

/// <summary>One life of <c>Landfall.Local</c>: a process of its own, so that a kill is a kill.</summary>
internal sealed class PlatformProcess : IDisposable
{
    /// <summary>Inherited by everything the platform starts, but not by pods: those name the folder in their command line.</summary>
    public const string Mark = "LANDFALL_TEST_STATE";

    private readonly Process process;
    private readonly ConcurrentQueue<string> said = new();

    private PlatformProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    /// <summary>Everything it wrote on its terminal.</summary>
    public string Said => string.Join('\n', said);

    public static PlatformProcess Start(PlatformProgram program, string state, string images)
    {
        // A group of its own, as a shell gives to what it starts: Ctrl-C goes to all of it.
        var start = new ProcessStartInfo(
            "setsid", [program.File, .. program.Arguments, "--state", state, "--ports", "auto", "--images", images])
        {
            WorkingDirectory = Programs.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[Mark] = state;
        return new(Process.Start(start)!);
    }

    /// <summary><c>kill -9</c>, of this process alone.</summary>
    public async Task Kill()
    {
        process.Kill();
        await InTime.True(() => process.HasExited, "the platform is killed");
    }

    /// <summary>Ctrl-C, and its exit code once it has ended.</summary>
    public async Task<int> Interrupt()
    {
        ProcessTable.Interrupt(Id);
        await InTime.True(() => process.HasExited, "the platform stops on Ctrl-C", () => Task.FromResult(Said));
        return process.ExitCode;
    }

    public void Dispose() => process.Dispose();

    private void Hear(string? line)
    {
        if (line is not null)
            said.Enqueue(line);
    }
}
