using System.Text;

namespace Landfall.Cli.Conformance;

/// <summary>A command as one text: a program and its arguments. No shell reads it.</summary>
internal static class CommandText
{
    /// <summary>Parts by spaces; quotes, single or double, keep a part together.</summary>
    /// <exception cref="CliException">It is empty, or a quote is not closed.</exception>
    public static IReadOnlyList<string> Split(string text)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        char? quote = null;
        var any = false;
        foreach (var c in text)
        {
            if (quote is { } open)
            {
                if (c == open)
                    quote = null;
                else
                    part.Append(c);
            }
            else if (c is '"' or '\'')
            {
                (quote, any) = (c, true);
            }
            else if (!char.IsWhiteSpace(c))
            {
                part.Append(c);
                any = true;
            }
            else if (any)
            {
                parts.Add(part.ToString());
                part.Clear();
                any = false;
            }
        }

        if (quote is not null)
            throw new CliException($"A quote in '{text}' is not closed.", "Expected: a program and its arguments, as in \"python3 train.py\".");
        if (any)
            parts.Add(part.ToString());
        return parts.Count > 0 ? parts : throw new CliException("The command is empty.", "Expected: --command \"python3 train.py\".");
    }
}
