namespace Flights.Trainer;

/// <summary>Keeps <c>out/progress</c> at one line, <c>&lt;percent&gt; &lt;text&gt;</c>, and says the same aloud.</summary>
internal sealed class ProgressFile(string folder, Action<string> say)
{
    public void Report(int percent, string text)
    {
        Directory.CreateDirectory(folder);
        // Renamed into place: a reader never sees half a line.
        var next = Path.Combine(folder, "progress.next");
        File.WriteAllText(next, $"{percent} {text}\n");
        File.Move(next, Path.Combine(folder, "progress"), overwrite: true);
        say($"{percent,3} % {text}");
    }
}
