namespace Weir.Data;

/// <summary>What the fields of a structure are, by their numbers; of others nothing is known.</summary>
/// <param name="Fields">The kind of each; of a list that of its elements, and what these, or the value, are within.</param>
internal sealed record ThriftShape(IReadOnlyDictionary<int, ThriftField> Fields)
{
    /// <summary>The description that a Parquet file ends with (parquet.thrift of Apache Parquet, format 2.11).</summary>
    public static ThriftShape Parquet { get; } = MakeParquet();

    private static ThriftShape MakeParquet()
    {
        const ThriftKind I16 = ThriftKind.Int16, I32 = ThriftKind.Int32, I64 = ThriftKind.Int64, Text = ThriftKind.Binary,
            Truth = ThriftKind.True;
        ThriftShape union = new(Enumerable.Range(1, 20).ToDictionary(id => id, _ => new ThriftField(ThriftKind.Struct)));
        ThriftShape pair = Of((1, Text), (2, Text));
        ThriftShape statistics = Of((1, Text), (2, Text), (3, I64), (4, I64), (5, Text), (6, Text), (7, Truth), (8, Truth));
        ThriftShape sizes = Of((1, I64)).With(2, List(I64)).With(3, List(I64));
        ThriftShape column = Of((1, I32), (4, I32), (5, I64), (6, I64), (7, I64), (9, I64), (10, I64), (11, I64), (14, I64), (15, I32))
            .With(2, List(I32)).With(3, List(Text)).With(8, List(ThriftKind.Struct, pair))
            .With(12, new ThriftField(ThriftKind.Struct, Within: statistics))
            .With(13, List(ThriftKind.Struct, Of((1, I32), (2, I32), (3, I32))))
            .With(16, new ThriftField(ThriftKind.Struct, Within: sizes));
        ThriftShape chunk = Of((1, Text), (2, I64), (4, I64), (5, I32), (6, I64), (7, I32), (8, ThriftKind.Struct), (9, Text))
            .With(3, new ThriftField(ThriftKind.Struct, Within: column));
        ThriftShape group = Of((2, I64), (3, I64), (5, I64), (6, I64), (7, I16)).With(1, List(ThriftKind.Struct, chunk))
            .With(4, List(ThriftKind.Struct, Of((1, I32), (2, Truth), (3, Truth))));
        ThriftShape element = Of((1, I32), (2, I32), (3, I32), (4, Text), (5, I32), (6, I32), (7, I32), (8, I32), (9, I32))
            .With(10, new ThriftField(ThriftKind.Struct, Within: union));
        return Of((1, I32), (3, I64), (6, Text), (8, ThriftKind.Struct), (9, Text)).With(2, List(ThriftKind.Struct, element))
            .With(4, List(ThriftKind.Struct, group)).With(5, List(ThriftKind.Struct, pair)).With(7, List(ThriftKind.Struct, union));
    }

    private static ThriftShape Of(params (int Id, ThriftKind Kind)[] fields) =>
        new(fields.ToDictionary(field => field.Id, field => new ThriftField(field.Kind)));

    private static ThriftField List(ThriftKind element, ThriftShape? within = null) => new(ThriftKind.List, element, within);

    private ThriftShape With(int id, ThriftField field) => new(new Dictionary<int, ThriftField>(Fields) { [id] = field });
}

/// <summary>What a field of a structure is.</summary>
/// <param name="Kind">Its kind; <see cref="ThriftKind.True"/> for a truth, whichever.</param>
/// <param name="Element">Of a list, the kind of its elements.</param>
/// <param name="Within">What it, or each of its elements, is within; null where nothing is known of that.</param>
internal sealed record ThriftField(ThriftKind Kind, ThriftKind Element = ThriftKind.Stop, ThriftShape? Within = null);
