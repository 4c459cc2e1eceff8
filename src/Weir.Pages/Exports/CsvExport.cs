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
        return FileException.Guard(folder, "the tables cannot be written there", () => Write(files, folder));
    }

    private static List<string> Write(RunFiles files, string folder)
    {
        Directory.CreateDirectory(folder);
        List<string> written = [];
        foreach (NumberTable table in NumberTable.Of(files))
        {
            string path = Path.Combine(folder, table.Name + ".csv");
            using StreamWriter writer = new(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            writer.NewLine = "\n";
            writer.WriteLine(string.Join(',', table.Columns.Select(column => Text(column.Name))));
            for (int row = 0; row < table.Rows; row++)
                writer.WriteLine(string.Join(',', table.Columns.Select(column => Cell(column, row))));
            written.Add(path);
        }

        return written;
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
