using System.CommandLine;
using Landfall.Local.Demo;
using Landfall.Local.Events;
using Landfall.Local.Platform;

namespace Landfall.Local.Terminal;

/// <summary>The two things one does here: keep the platform up, or let it show itself.</summary>
internal static class LocalCommands
{
    /// <summary>How long a stop may take before the process is ended: by default two seconds, and pods would be left behind.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromMinutes(2);

    public static async Task<int> Run(string[] args)
    {
        var state = new Option<string>("--state")
        {
            Description = "Folder for everything that must survive a restart.",
            DefaultValueFactory = _ => ".landfall",
        };
        var ports = new Option<string>("--ports")
        {
            Description = "'fixed': the ports people remember; 'auto': let the system choose.",
            DefaultValueFactory = _ => "fixed",
        };
        ports.AcceptOnlyFromAmong("fixed", "auto");
        var images = new Option<string?>("--images") { Description = "An images.yaml with images of your own." };
        var report = new Option<string?>("--report") { Description = "Write the demo's outcome to this file as JSON." };

        var single = new Option<string?>("--single")
        {
            Description = "A folder that was published with -p:Packaging=Single: one program in place of ten.",
        };

        var root = new RootCommand("Landfall on one machine.") { state, ports, images, single };
        root.SetAction((parsed, cancel) => Guard(() => UpCommand.Run(
            Options(parsed.GetValue(state)!, parsed.GetValue(ports)!, parsed.GetValue(images)) with
            {
                SingleApp = parsed.GetValue(single) is { } folder ? Path.GetFullPath(folder) : null,
            },
            cancel)));

        var demo = new Command("demo", "The whole story on real data, in a few minutes.") { report, state };
        demo.SetAction((parsed, cancel) => Guard(() => DemoCommand.Run(
            Options(Path.Combine(parsed.GetValue(state)!, "demo"), "auto", null), parsed.GetValue(report), cancel)));
        root.Subcommands.Add(demo);

        Screen.Prepare();
        return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = StopLimit });
    }

    private static LocalOptions Options(string state, string ports, string? images) =>
        new(Path.GetFullPath(state), ports == "auto", images is null ? null : Path.GetFullPath(images));

    /// <summary>What a person can mend is one message; what is a fault of ours names the log and keeps its trace there.</summary>
    private static async Task<int> Guard(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception known) when (known is LocalStartException or PortTakenException or DemoException
            or InvalidDataException or InvalidOperationException or IOException)
        {
            Screen.Problem(known.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            Screen.Line($"stopped");
            return 130;
        }
    }
}
