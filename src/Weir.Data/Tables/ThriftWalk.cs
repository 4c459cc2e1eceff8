namespace Weir.Data;

/// <summary>
/// Walks over a structure in Thrift's compact protocol, in which Parquet files describe themselves, and sees that nothing claims more than
/// is there: no list of more elements than bytes, no text behind the end, no structure in itself without end; and that what is known to be
/// of some kind is of it, since who reads it goes by that.
/// </summary>
internal ref struct ThriftWalk
{
    private const int MostDepth = 64;

    private readonly ReadOnlySpan<byte> _bytes;
    private int _at;

    private ThriftWalk(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Walks over a structure.</summary>
    /// <param name="bytes">Where it begins; more may follow.</param>
    /// <param name="shape">What is known of its fields; null for nothing.</param>
    /// <returns>The bytes that it takes.</returns>
    /// <exception cref="InvalidDataException">It is none, or it claims more than there is.</exception>
    public static int Structure(ReadOnlySpan<byte> bytes, ThriftShape? shape = null)
    {
        ThriftWalk walk = new(bytes);
        walk.Struct(0, shape);
        return walk._at;
    }

    private void Struct(int depth, ThriftShape? shape)
    {
        if (depth > MostDepth)
            throw Wrong("it lies in itself more often than is read");
        long id = 0;
        while (Next() is > 0 and byte header)
        {
            // A field's number is told by its distance to the one before, or, where that is 0, by itself, the sign in its last bit.
            id = header >> 4 == 0 ? Signed(Varint()) : id + (header >> 4);
            ThriftKind kind = (ThriftKind)(header & 15);
            ThriftField? known = id is > 0 and < int.MaxValue ? shape?.Fields.GetValueOrDefault((int)id) : null;
            if (known is not null && known.Kind != (kind == ThriftKind.False ? ThriftKind.True : kind))
                throw Wrong($"field {id} is of another kind than it should be");
            Value(kind, depth, isField: true, known);
        }
    }

    private void Value(ThriftKind kind, int depth, bool isField, ThriftField? known = null)
    {
        switch (kind)
        {
            case ThriftKind.True or ThriftKind.False:
                Skip(isField ? 0UL : 1);
                break;
            case ThriftKind.Byte:
                Skip(1);
                break;
            case ThriftKind.Int16 or ThriftKind.Int32 or ThriftKind.Int64:
                Varint();
                break;
            case ThriftKind.Double:
                Skip(8);
                break;
            case ThriftKind.Binary:
                Skip(Varint());
                break;
            case ThriftKind.List or ThriftKind.Set:
                byte header = Next();
                ThriftKind element = (ThriftKind)(header & 15);
                ulong count = header >> 4 == 15 ? Varint() : (ulong)(header >> 4);
                if (count > 0 && known is not null && known.Element != element)
                    throw Wrong("a list has elements of another kind than it should have");
                Elements(count, depth, known?.Within, element);
                break;
            case ThriftKind.Map:
                ulong pairs = Varint();
                byte kinds = pairs == 0 ? (byte)0 : Next();
                Elements(pairs, depth, null, (ThriftKind)(kinds >> 4), (ThriftKind)(kinds & 15));
                break;
            case ThriftKind.Struct:
                Struct(depth + 1, known?.Within);
                break;
            case ThriftKind.Uuid:
                Skip(16);
                break;
            default:
                throw Wrong($"it has a value of the unknown kind {(int)kind}");
        }
    }

    private void Elements(ulong count, int depth, ThriftShape? within, params ReadOnlySpan<ThriftKind> kinds)
    {
        // An element takes a byte at least.
        if (count > (ulong)(_bytes.Length - _at))
            throw Wrong($"a list claims {count} elements, and {_bytes.Length - _at} bytes are left");
        for (ulong i = 0; i < count; i++)
        {
            foreach (ThriftKind kind in kinds)
                Value(kind, depth + 1, isField: false, within is null ? null : new ThriftField(kind, Within: within));
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

    private static long Signed(ulong zigzag) => (long)(zigzag >> 1) ^ -(long)(zigzag & 1);

    private void Skip(ulong count)
    {
        if (count > (ulong)(_bytes.Length - _at))
            throw Wrong("it ends too early");
        _at += (int)count;
    }

    private static InvalidDataException Wrong(string what) => new($"its description of itself is damaged: {what}");
}
