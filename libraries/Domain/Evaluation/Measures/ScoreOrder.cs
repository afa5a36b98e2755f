namespace Landfall.Domain.Evaluation.Measures;

/// <summary>
/// Rows in the order of their scores, the smallest first; O(n). A radix sort, least significant digit first (Knuth, TAOCP vol. 3,
/// 5.2.5), over the bits of the numbers: read as a whole number, they have the order of the numbers once the sign is turned.
/// </summary>
internal static class ScoreOrder
{
    private const int DigitBits = 11;
    private const int Digits = (64 + DigitBits - 1) / DigitBits;
    private const int Values = 1 << DigitBits;
    private const ulong Sign = 1UL << 63;

    /// <param name="scores">Finite numbers.</param>
    public static int[] Of(double[] scores)
    {
        var n = scores.Length;
        var (keys, rows) = (new ulong[n], new int[n]);
        var counts = new int[Digits * Values];
        for (var i = 0; i < n; i++)
        {
            var bits = BitConverter.DoubleToUInt64Bits(scores[i]);
            (keys[i], rows[i]) = ((bits & Sign) == 0 ? bits | Sign : ~bits, i);
            for (var digit = 0; digit < Digits; digit++)
                counts[(digit * Values) + Digit(keys[i], digit)]++;
        }

        var (otherKeys, otherRows) = (new ulong[n], new int[n]);
        for (var digit = 0; digit < Digits; digit++)
        {
            var places = counts.AsSpan(digit * Values, Values);
            if (n == 0 || places[Digit(keys[0], digit)] == n)
                continue;                                          // all have the same digit here

            var next = 0;
            for (var value = 0; value < Values; value++)
                (places[value], next) = (next, next + places[value]);
            for (var i = 0; i < n; i++)
            {
                var place = places[Digit(keys[i], digit)]++;
                (otherKeys[place], otherRows[place]) = (keys[i], rows[i]);
            }

            (keys, otherKeys, rows, otherRows) = (otherKeys, keys, otherRows, rows);
        }

        return rows;
    }

    private static int Digit(ulong key, int digit) => (int)(key >> (digit * DigitBits)) & (Values - 1);
}
