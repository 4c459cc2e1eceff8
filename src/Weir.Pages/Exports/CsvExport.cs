using System.Globalization;
using System.Text;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Pages;

/// <summary>
/// A run's numbers as CSV, for spreadsheets and data frames: <c>steps.csv</c> (a row for each sampled step), <c>layers.csv</c> (each step
/// and layer),
/// <c>parameters.csv</c> (each step and parameter) and <c>epochs.csv</c>.
/// </summary>
public static class CsvExport
{
    /// <summary>Writes the files of a run.</summary>
    /// <param name="run">A run directory, or the file of a trace.</param>
    /// <param name="folder">Where to; it is made if there is none.</param>
    /// <returns>The files that were written.</returns>
    /// <exception cref="WeirException">A file of the run is damaged, or cannot be read; the message names it.</exception>
    /// <exception cref="RunException">There is no run.</exception>
    /// <exception cref="FileException">The files cannot be written.</exception>
    public static IReadOnlyList<string> Write(string run, string folder)
    {
        RunFiles files = RunFiles.Read(run);
        return ExportFolder.Write(folder, NumberTable.Of(files).Select(table =>
            (table.Name + ".csv", (Action<Stream>)(stream => Write(table, stream)))));
    }

    private static void Write(NumberTable table, Stream stream)
    {
        using StreamWriter writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        writer.NewLine = "\n";
        writer.WriteLine(string.Join(',', table.Columns.Select(column => Text(column.Name))));
        for (int row = 0; row < table.Rows; row++)
            writer.WriteLine(string.Join(',', table.Columns.Select(column => Cell(column, row))));
    }

    private static string Cell(NumberColumn column, int row) => column switch
    {
        { Texts: { } texts } => Text(texts[row]),
        { Wholes: { } wholes } => wholes[row].ToString(CultureInfo.InvariantCulture),
        _ => column.Numbers![row] is { } number ? number.ToString("R", CultureInfo.InvariantCulture) : "",
    };

    /// <summary>Text as a cell. What begins like a formula is marked as text: a spreadsheet would run it.</summary>
    private static string Text(string text)
    {
        string safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\n\r") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
