using System.Globalization;

namespace Landfall.Bench.Chaos;

/// <summary>What is asked for on the command line.</summary>
/// <param name="AtOnce">Pipelines in flight at once.</param>
/// <param name="Speed">How much faster the hub's clock runs than ours.</param>
/// <param name="Between">The mean pause between two kills; zero kills nothing.</param>
/// <param name="Patience">How long a run may take before it counts as stuck.</param>
internal sealed record ChaosOptions(
    long Seed = 1, int Runs = 20, int AtOnce = 6, double Speed = 4, double Between = 8, double Patience = 20,
    bool Faults = true, bool Writes = false)
{
    private const string Usage =
        "Use: chaos [--seed N] [--runs N] [--at-once N] [--speed N] [--kill-every SECONDS] [--patience MINUTES] "
        + "[--faults on|off] [--write on|off]";

    /// <summary>What brings the same plan, kills and faults again.</summary>
    public string Command => string.Create(
        CultureInfo.InvariantCulture,
        $"dotnet run --project bench -- chaos --seed {Seed} --runs {Runs} --at-once {AtOnce} --speed {Speed}"
        + $" --kill-every {Between}{(Faults ? "" : " --faults off")}");

    /// <exception cref="FormatException">Something is not as expected; the message says what and what is.</exception>
    public static ChaosOptions Parse(IReadOnlyList<string> args)
    {
        var options = new ChaosOptions();
        for (var i = 0; i < args.Count; i += 2)
        {
            var value = i + 1 < args.Count ? args[i + 1] : throw new FormatException($"{args[i]} needs a value. {Usage}");
            options = args[i] switch
            {
                "--seed" => options with { Seed = (long)Number(args[i], value, long.MinValue) },
                "--runs" => options with { Runs = (int)Number(args[i], value, 1) },
                "--at-once" => options with { AtOnce = (int)Number(args[i], value, 1) },
                "--speed" => options with { Speed = Number(args[i], value, 1) },
                "--kill-every" => options with { Between = Number(args[i], value, 0) },
                "--patience" => options with { Patience = Number(args[i], value, 1) },
                "--write" => options with { Writes = value == "on" },
                "--faults" => options with { Faults = value == "on" },
                var unknown => throw new FormatException($"There is no option {unknown}. {Usage}"),
            };
        }

        return options;
    }

    private static double Number(string option, string text, double least) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw new FormatException($"{option} is '{text}'; expected a number from {least}. {Usage}");
}
