namespace Landfall.Cli.Tests;

/// <summary>Trainers and servers as small as a shell allows: what they do wrong must be told apart.</summary>
public sealed class TrainerTestTests : IDisposable
{
    private const string Good = """
        set -e
        rows=$(($(wc -l < "$LANDFALL_ROOT/in/train/part-0.csv") - 1))
        if [ "$rows" -lt 1 ]; then echo "no rows to learn from" >&2; exit 3; fi
        mkdir -p "$LANDFALL_ROOT/out/model"
        echo "$rows" > "$LANDFALL_ROOT/out/model/rows.txt"
        echo '{ "auc": 0.5 }' > "$LANDFALL_ROOT/out/metrics.json"
        echo "100 done" > "$LANDFALL_ROOT/out/progress"
        """;

    private readonly TestPlatform _platform = new();

    public void Dispose() => _platform.Dispose();

    [Fact]
    public async Task A_trainer_that_keeps_the_contract_passes_and_is_shown_point_by_point()
    {
        Assert.Equal(0, await Run(Good));

        Assert.Contains("✓ ends with 0", _platform.Output);
        Assert.Contains("✓ model                1 files, 5 bytes.", _platform.Output);
        Assert.Contains("✓ again                The same data gave the same bytes.", _platform.Output);
        Assert.Contains("✓ says no to no rows   It ended with 3; its last words: no rows to learn from.", _platform.Output);
        Assert.EndsWith("✓ It keeps the contract.\n", _platform.Output);
    }

    [Theory]
    [InlineData("echo broken >&2; exit 7", "✕ ends with 0", "It ended with 7; its last words: broken.")]
    [InlineData("true", "✕ model", "There is no folder out/model")]
    [InlineData("mkdir -p $LANDFALL_ROOT/out/model", "✕ model", "out/model holds no file.")]
    [InlineData("{good}\nln -s /etc/hostname $LANDFALL_ROOT/out/model/link", "✕ no links", "link is a link")]
    [InlineData("{good}\necho x > \"$LANDFALL_ROOT/out/model/a\\\\b\"", "✕ file names", "contains a backslash")]
    [InlineData("{good}\necho x >> $LANDFALL_ROOT/in/spec.json", "✕ leaves its input", "It changed something in in/")]
    [InlineData("{good}\necho x > $LANDFALL_ROOT/notes.txt", "✕ writes to out/", "It wrote notes.txt beside in/ and out/")]
    [InlineData("{good}\necho '[1]' > $LANDFALL_ROOT/out/metrics.json", "✕ metrics.json", "It is no JSON object")]
    [InlineData("{good}\necho hello > $LANDFALL_ROOT/out/progress", "✕ progress", "no line with a percentage")]
    [InlineData("mkdir -p $LANDFALL_ROOT/out/model; echo x > $LANDFALL_ROOT/out/model/m", "✕ says no to no rows", "It ended with 0 on a training part without rows")]
    public async Task Each_thing_that_is_wrong_is_told(string script, string point, string why)
    {
        Assert.Equal(1, await Run(script.Replace("{good}", Good, StringComparison.Ordinal)));

        var line = Assert.Single(_platform.Output.Split('\n'), one => one.StartsWith($" {point} ", StringComparison.Ordinal));
        Assert.Contains(why, line);
    }

    [Fact]
    public async Task A_trainer_that_hangs_is_ended()
    {
        Assert.Equal(1, await Run("exec tail -f /dev/null", "--within", "1"));

        Assert.Contains("It did not end within 00:00:01", _platform.Output);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_an_error_and_no_finding()
    {
        Assert.Equal(1, await _platform.RunAsync("trainer", "test", "--command", "no-such-program here"));

        Assert.Contains("'no-such-program' cannot be started", _platform.Error);
    }

    [Fact]
    public async Task A_server_that_ends_at_once_is_told_with_its_last_words()
    {
        _platform.Write("server.sh", "echo no model here >&2; exit 4");

        Assert.Equal(1, await Run(Good, "--server", "sh server.sh"));

        Assert.Contains("✕ gets ready           It ended; its last words: no model here.", _platform.Output);
    }

    private Task<int> Run(string script, params string[] more)
    {
        _platform.Write("trainer.sh", script);
        return _platform.RunAsync(["trainer", "test", "--command", "sh trainer.sh", .. more]);
    }
}
