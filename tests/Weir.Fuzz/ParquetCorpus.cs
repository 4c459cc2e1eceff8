using Parquet;
using Parquet.Schema;

namespace Weir.Fuzz;

/// <summary>Small tables as Parquet files: of one group of rows and of two, with gaps and without, packed and not.</summary>
internal static class ParquetCorpus
{
    private static readonly DataField<string> s_name = new("name");
    private static readonly DataField<double> s_size = new("size", nullable: true);
    private static readonly DataField<int> s_count = new("count", nullable: false);

    /// <summary>The files.</summary>
    public static IReadOnlyList<byte[]> Tables { get; } =
        [Table(CompressionMethod.None, 1).GetAwaiter().GetResult(), Table(CompressionMethod.Snappy, 2).GetAwaiter().GetResult()];

    private static async Task<byte[]> Table(CompressionMethod packing, int groups)
    {
        using MemoryStream stream = new();
        ParquetOptions options = new() { CompressionMethod = packing };
        await using (ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(s_name, s_size, s_count), stream, options))
        {
            for (int i = 0; i < groups; i++)
            {
                using ParquetRowGroupWriter group = writer.CreateRowGroup();
                await group.WriteAsync(s_name, new[] { "oak", "ash", "oak", "elm", "ash", "oak" });
                await group.WriteAsync<double>(s_size, new double?[] { 1.5, null, 2.5, 3, 4, 5 });
                await group.WriteAsync<int>(s_count, new[] { 1, 2, 3, 4, 5, 6 + i });
                group.CompleteValidate();
            }
        }

        return stream.ToArray();
    }
}
