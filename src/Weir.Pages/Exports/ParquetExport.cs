using Parquet;
using Parquet.Schema;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Pages;

/// <summary>A run's numbers as Parquet, for data frames and databases: the tables and names of <see cref="CsvExport"/>.</summary>
public static class ParquetExport
{
    /// <summary>Writes the files of a run.</summary>
    /// <param name="run">A run directory, or the file of a trace.</param>
    /// <param name="folder">Where to; it is made if there is none.</param>
    /// <returns>The files that were written.</returns>
    /// <exception cref="WeirException">A file of the run is damaged, or one cannot be written; the message names it.</exception>
    /// <exception cref="RunException">There is no run.</exception>
    public static IReadOnlyList<string> Write(string run, string folder)
    {
        RunFiles files = RunFiles.Read(run);
        return ExportFolder.Write(folder, NumberTable.Of(files).Select(table =>
            (table.Name + ".parquet", (Action<Stream>)(stream => WriteAsync(table, stream).GetAwaiter().GetResult()))));
    }

    private static async Task WriteAsync(NumberTable table, Stream stream)
    {
        DataField[] fields = [.. table.Columns.Select(Field)];
        ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema([.. fields]), stream).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            using ParquetRowGroupWriter rows = writer.CreateRowGroup();
            foreach ((DataField field, NumberColumn column) in fields.Zip(table.Columns))
            {
                if (column.Texts is { } texts)
                    await rows.WriteAsync(field, texts).ConfigureAwait(false);
                else if (column.Wholes is { } wholes)
                    await rows.WriteAsync<long>(field, wholes.AsMemory()).ConfigureAwait(false);
                else
                    await rows.WriteAsync<double>(field, column.Numbers.AsMemory()).ConfigureAwait(false);
            }
        }
    }

    private static DataField Field(NumberColumn column) => column switch
    {
        { Texts: not null } => new DataField<string>(column.Name, nullable: false),
        { Wholes: not null } => new DataField<long>(column.Name),
        _ => new DataField<double?>(column.Name),
    };
}
