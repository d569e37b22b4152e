namespace Orleans.Transactions.Postgres;

/// <summary>The character U+0000 in JSON text, written <c>\u0000</c>.</summary>
internal static class NulEscape
{
    private static ReadOnlySpan<byte> Escape => "\\u0000"u8;

    /// <summary>Where the next one starts at or after a position, -1 for nowhere.</summary>
    public static int Find(ReadOnlySpan<byte> text, int from)
    {
        while (true)
        {
            var found = text[from..].IndexOf(Escape);
            if (found < 0)
            {
                return -1;
            }

            // An odd number of backslashes before it means that its own is escaped.
            var at = from + found;
            var before = at;
            while (before > 0 && text[before - 1] == (byte)'\\')
            {
                before--;
            }

            if ((at - before) % 2 == 0)
            {
                return at;
            }

            from = at + 1;
        }
    }

    /// <summary>Makes it U+FFFD, the replacement character.</summary>
    public static void Replace(Span<byte> text, int at) => "\\ufffd"u8.CopyTo(text[at..]);
}
