using Parquet;
using Parquet.Schema;
using Weir.Flow;

namespace Weir.Pages.Tests.Exports;

public sealed class ParquetExportTests
{
    [Fact]
    public async Task Each_table_comes_back_with_its_names_its_types_and_its_gaps()
    {
        using Folder folder = new();
        Trace trace = Make.Trace(3, 12);
        Make.Write(trace, folder["flow.jsonl"]);
        string[] files = [.. ParquetExport.Write(folder["flow.jsonl"], folder["numbers"]).Select(file => Path.GetFileName(file))];
        files.ShouldBe(["steps.parquet", "layers.parquet", "parameters.parquet"]);
        await using ParquetReader reader = await ParquetReader.CreateAsync(folder["numbers/layers.parquet"]);
        reader.Schema.DataFields.Select(field => field.Name).Take(5).ShouldBe(["step", "layer", "path", "kind", "activation.rms"]);
        using ParquetRowGroupReader rows = reader.OpenRowGroupReader(0);
        DataField Field(string name) => reader.Schema.DataFields.Single(field => field.Name == name);
        long[] steps = new long[36];
        await rows.ReadAsync<long>(Field("step"), steps.AsMemory());
        steps.ShouldBe([.. Enumerable.Range(0, 36).Select(i => 1L + (i / 3))]);
        string?[] paths = new string?[36];
        await rows.ReadAsync(Field("path"), paths.AsMemory());
        paths[..4].ShouldBe(["1", "2", "3", "1"]);
        double?[] dead = new double?[36];
        await rows.ReadAsync<double>(Field("units.dead"), dead.AsMemory());
        (dead[23], dead[24], dead[26]).ShouldBe((null, 0, 2), "dead units are known from the ninth step on");
        double?[] delta = new double?[36];
        await rows.ReadAsync<double>(Field("delta.rms"), delta.AsMemory());
        delta[20]!.Value.ShouldBe(trace.Samples[6].Layers[2].DeltaRms!.Value, 1e-8);
    }
}
