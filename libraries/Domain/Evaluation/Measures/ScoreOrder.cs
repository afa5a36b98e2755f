namespace Landfall.Domain.Evaluation.Measures;

/// <summary>
/// Rows in the order of their scores, the smallest first. A radix sort, least significant digit first (Knuth, TAOCP vol. 3,
/// 5.2.5), over the leading bits of the numbers, and by comparison where those are the same. Read as a whole number, the bits
/// have the order of the numbers once the sign is turned.
/// </summary>
internal sealed class ScoreOrder
{
    /// <summary>Row and label share 32 bits.</summary>
    private const int MostRows = 1 << 30;
    private const int DigitBits = 11;
    private const int Digits = 3;
    private const int Values = 1 << DigitBits;
    private const int Rest = 64 - (Digits * DigitBits);
    private const ulong Sign = 1UL << 63;

    private readonly ulong[] keys;
    private readonly int[] rows;

    private ScoreOrder(ulong[] keys, int[] rows) => (this.keys, this.rows) = (keys, rows);

    public int Count => keys.Length;

    /// <summary>The label, 0 or 1: it travels with the row, as looking it up by row would cost more than the sorting.</summary>
    public int Label(int place) => rows[place] & 1;

    public int Row(int place) => rows[place] >> 1;

    /// <summary>How many rows from a place on have its score, and how many of those have the label 1.</summary>
    public (int Rows, long Positives) Tie(int place)
    {
        var (end, positives, key) = (place, 0L, keys[place]);
        for (; end < keys.Length && keys[end] == key; end++)
            positives += rows[end] & 1;
        return (end - place, positives);
    }

    /// <summary>The order of each slice: that of the whole, dealt out.</summary>
    public ScoreOrder[] Split(SliceGroups groups)
    {
        ScoreOrder[] parts = [.. groups.Rows.Select(n => new ScoreOrder(
            GC.AllocateUninitializedArray<ulong>(n), GC.AllocateUninitializedArray<int>(n)))];
        var next = new int[parts.Length];
        for (var place = 0; place < rows.Length; place++)
        {
            var slot = groups.Slots[Row(place)];
            var (part, at) = (parts[slot.Slice], next[slot.Slice]++);
            (part.keys[at], part.rows[at]) = (keys[place], (slot.Row << 1) | Label(place));
        }

        return parts;
    }

    /// <param name="scores">Finite numbers.</param>
    /// <param name="labels">0 or 1 for each.</param>
    public static ScoreOrder Of(double[] scores, int[] labels)
    {
        var n = scores.Length;
        if (n >= MostRows)
            throw new ArgumentException($"There are {n:N0} rows. Expected fewer than {MostRows:N0}: judge a sample of the holdout.", nameof(scores));

        var (keys, rows) = (GC.AllocateUninitializedArray<ulong>(n), GC.AllocateUninitializedArray<int>(n));
        var counts = new int[Digits * Values];
        for (var i = 0; i < n; i++)
        {
            var bits = BitConverter.DoubleToUInt64Bits(scores[i] + 0.0);   // -0 is 0
            var key = (bits & Sign) == 0 ? bits ^ Sign : ~bits;
            (keys[i], rows[i]) = (key, (i << 1) | labels[i]);
            for (var digit = 0; digit < Digits; digit++)
                counts[(digit * Values) + Digit(key, digit)]++;
        }

        var (otherKeys, otherRows) = (GC.AllocateUninitializedArray<ulong>(n), GC.AllocateUninitializedArray<int>(n));
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

        SortRest(keys, rows);
        return new(keys, rows);
    }

    /// <summary>Rows whose leading bits are the same: as a rule one, or all with the same score.</summary>
    private static void SortRest(ulong[] keys, int[] rows)
    {
        for (var start = 0; start < keys.Length;)
        {
            var (end, isSame) = (start + 1, true);
            for (; end < keys.Length && keys[end] >> Rest == keys[start] >> Rest; end++)
                isSame &= keys[end] == keys[start];
            if (!isSame)
                Array.Sort(keys, rows, start, end - start);
            start = end;
        }
    }

    private static int Digit(ulong key, int digit) => (int)(key >> (Rest + (digit * DigitBits))) & (Values - 1);
}
