using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Landfall.Contracts.Agent;

/// <summary>
/// What a served row and its later label are found by: a hash over the join columns' values, made in the same way by the
/// agent that logs a row and by who reads a file of labels. No value stands in a log, be it personal or not.
/// </summary>
public static class JoinKey
{
    /// <summary>
    /// In a list of join columns: not a column of the data but the request's id. Of a request with several rows each row has
    /// its own, <c>{id}/{row}</c> from 0.
    /// </summary>
    public const string RequestId = "requestId";

    /// <summary>Of a SHA-256; more would only make logs longer.</summary>
    private const int Bytes = 16;

    /// <param name="values">One text per join column, in their order.</param>
    /// <returns>32 hexadecimal digits: the first half of a SHA-256 over the values, each written one way and with its length.</returns>
    public static string Of(IEnumerable<string> values)
    {
        var text = new StringBuilder();
        foreach (var value in values)
        {
            var one = Canonical(value);
            text.Append(CultureInfo.InvariantCulture, $"{one.Length}:").Append(one);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, Bytes));
    }

    /// <summary>The id of one row of a request.</summary>
    /// <param name="row">From 0.</param>
    public static string RowId(string request, int row, int rows) =>
        rows == 1 ? request : string.Create(CultureInfo.InvariantCulture, $"{request}/{row}");

    /// <summary>
    /// One way to write what files and requests write in several: <c>3</c>, <c>3.0</c> and <c>3e0</c> are one number, a time
    /// is in UTC, midnight is its day, and a UUID has small letters. Numbers are those of JSON, so that <c>007</c> stays a text.
    /// </summary>
    public static string Canonical(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsNumber(text) ? Number(text)
            : IsTime(text) ? Time(text)
            : Guid.TryParseExact(text, "D", out var id) ? id.ToString("D")
            : text;
    }

    private static string Number(string text)
    {
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return text;
        if (number == 0)
            return text.Split('e', 'E')[0].AsSpan().ContainsAnyInRange('1', '9') ? text : "0";
        // Dividing by one with 28 decimals takes trailing zeros away.
        return (number / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);
    }

    private static string Time(string text)
    {
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, styles, out var time))
            return text;
        return time.TimeOfDay == TimeSpan.Zero
            ? time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
    }

    /// <summary>A sign, digits without a leading zero, perhaps a fraction, perhaps an exponent.</summary>
    private static bool IsNumber(string text)
    {
        var at = text.StartsWith('-') ? 1 : 0;
        var whole = Digits(text, at);
        if (whole == 0 || (whole > 1 && text[at] == '0'))
            return false;

        at += whole;
        if (at < text.Length && text[at] == '.')
        {
            var fraction = Digits(text, at + 1);
            if (fraction == 0)
                return false;
            at += 1 + fraction;
        }

        if (at < text.Length && text[at] is ('e' or 'E'))
        {
            at += at + 1 < text.Length && text[at + 1] is ('+' or '-') ? 2 : 1;
            var exponent = Digits(text, at);
            if (exponent == 0)
                return false;
            at += exponent;
        }

        return at == text.Length;
    }

    private static int Digits(string text, int from)
    {
        var at = from;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return at - from;
    }

    /// <summary><c>2001-03-31T23:59…</c> or with a blank between.</summary>
    private static bool IsTime(string text) =>
        text.Length is >= 16 and <= 40 && Digits(text, 0) == 4 && text[4] == '-' && Digits(text, 5) == 2 && text[7] == '-'
        && Digits(text, 8) == 2 && text[10] is ('T' or ' ') && Digits(text, 11) == 2 && text[13] == ':';
}
