namespace Landfall.Domain.Evaluation.Measures;

/// <summary>
/// Rows in the order of their scores, the smallest first; O(n). A radix sort, least significant digit first (Knuth, TAOCP vol. 3,
/// 5.2.5), over the bits of the numbers: read as a whole number, they have the order of the numbers once the sign is turned.
/// </summary>
internal sealed class ScoreOrder
{
    /// <summary>Row and label share 32 bits.</summary>
    private const int MostRows = 1 << 30;
    private const int DigitBits = 11;
    private const int Digits = (64 + DigitBits - 1) / DigitBits;
    private const int Values = 1 << DigitBits;
    private const ulong Sign = 1UL << 63;

    private readonly ulong[] keys;
    private readonly int[] rows;

    private ScoreOrder(ulong[] keys, int[] rows) => (this.keys, this.rows) = (keys, rows);

    public int Count => keys.Length;

    /// <summary>The score at a place of the order.</summary>
    public double Score(int place) => BitConverter.UInt64BitsToDouble((keys[place] & Sign) != 0 ? keys[place] ^ Sign : ~keys[place]);

    /// <summary>The label, 0 or 1: it travels with the row, as looking it up by row would cost more than the sorting.</summary>
    public int Label(int place) => rows[place] & 1;

    public int Row(int place) => rows[place] >> 1;

    /// <param name="scores">Finite numbers.</param>
    /// <param name="labels">0 or 1 for each.</param>
    public static ScoreOrder Of(double[] scores, int[] labels)
    {
        var n = scores.Length;
        if (n >= MostRows)
            throw new ArgumentException($"There are {n:N0} rows. Expected fewer than {MostRows:N0}: judge a sample of the holdout.", nameof(scores));

        var (keys, rows) = (new ulong[n], new int[n]);
        var counts = new int[Digits * Values];
        for (var i = 0; i < n; i++)
        {
            var bits = BitConverter.DoubleToUInt64Bits(scores[i]);
            var key = (bits & Sign) == 0 ? bits ^ Sign : ~bits;
            (keys[i], rows[i]) = (key, (i << 1) | labels[i]);
            for (var digit = 0; digit < Digits; digit++)
                counts[(digit * Values) + Digit(key, digit)]++;
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

        return new(keys, rows);
    }

    private static int Digit(ulong key, int digit) => (int)(key >> (digit * DigitBits)) & (Values - 1);
}
