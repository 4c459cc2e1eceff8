namespace Weir.Data;

/// <summary>
/// Walks over a structure in Thrift's compact protocol, in which Parquet files describe themselves, and sees that nothing claims more than
/// is there: no list of more elements than bytes, no text behind the end, no structure in itself without end.
/// </summary>
internal ref struct ThriftWalk
{
    private const int MostDepth = 64;

    private readonly ReadOnlySpan<byte> _bytes;
    private int _at;

    private ThriftWalk(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    private enum Kind
    {
        Stop,
        True,
        False,
        Byte,
        Int16,
        Int32,
        Int64,
        Double,
        Binary,
        List,
        Set,
        Map,
        Struct,
        Uuid,
    }

    /// <summary>Walks over a structure.</summary>
    /// <param name="bytes">Where it begins; more may follow.</param>
    /// <returns>The bytes that it takes.</returns>
    /// <exception cref="InvalidDataException">It is none, or it claims more than there is.</exception>
    public static int Structure(ReadOnlySpan<byte> bytes)
    {
        ThriftWalk walk = new(bytes);
        walk.Struct(0);
        return walk._at;
    }

    private void Struct(int depth)
    {
        if (depth > MostDepth)
            throw Wrong("it lies in itself more often than is read");
        while (Next() is > 0 and byte header)
        {
            // A field's number is told by its distance to the one before, or, where that is 0, by itself.
            if (header >> 4 == 0)
                Varint();
            Value((Kind)(header & 15), depth, isField: true);
        }
    }

    private void Value(Kind kind, int depth, bool isField)
    {
        switch (kind)
        {
            case Kind.True or Kind.False:
                Skip(isField ? 0UL : 1);
                break;
            case Kind.Byte:
                Skip(1);
                break;
            case Kind.Int16 or Kind.Int32 or Kind.Int64:
                Varint();
                break;
            case Kind.Double:
                Skip(8);
                break;
            case Kind.Binary:
                Skip(Varint());
                break;
            case Kind.List or Kind.Set:
                byte header = Next();
                Elements(header >> 4 == 15 ? Varint() : (ulong)(header >> 4), depth, (Kind)(header & 15));
                break;
            case Kind.Map:
                ulong pairs = Varint();
                byte kinds = pairs == 0 ? (byte)0 : Next();
                Elements(pairs, depth, (Kind)(kinds >> 4), (Kind)(kinds & 15));
                break;
            case Kind.Struct:
                Struct(depth + 1);
                break;
            case Kind.Uuid:
                Skip(16);
                break;
            default:
                throw Wrong($"it has a value of the unknown kind {(int)kind}");
        }
    }

    private void Elements(ulong count, int depth, params ReadOnlySpan<Kind> kinds)
    {
        // An element takes a byte at least.
        if (count > (ulong)(_bytes.Length - _at))
            throw Wrong($"a list claims {count} elements, and {_bytes.Length - _at} bytes are left");
        for (ulong i = 0; i < count; i++)
        {
            foreach (Kind kind in kinds)
                Value(kind, depth + 1, isField: false);
        }
    }

    private byte Next() => _at < _bytes.Length ? _bytes[_at++] : throw Wrong("it ends too early");

    private ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = Next();
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
                return value;
        }

        throw Wrong("it has a number of more than 64 bits");
    }

    private void Skip(ulong count)
    {
        if (count > (ulong)(_bytes.Length - _at))
            throw Wrong("it ends too early");
        _at += (int)count;
    }

    private static InvalidDataException Wrong(string what) => new($"its description of itself is damaged: {what}");
}
