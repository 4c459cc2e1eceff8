using System.Globalization;

namespace Weir.Zoo;

/// <summary>Which fault was injected, and which the first finding says.</summary>
internal static class ConfusionSection
{
    private const string Healthy = "(healthy)";
    private const string Nothing = "(nothing)";

    /// <summary>
    /// The section as text: a row for each injected fault of cases that suffer, a lettered column for what the first finding says.
    /// </summary>
    public static string Of(IReadOnlyList<Outcome> outcomes)
    {
        (string Injected, string Said)[] pairs =
        [
            .. outcomes.Where(outcome => outcome.Case.Verdict is Verdict.Suffers or Verdict.Trains)
                .Select(outcome => (outcome.Case.Fault ?? Healthy, outcome.FirstFault ?? Nothing)),
        ];
        string[] rows = [.. pairs.Select(pair => pair.Injected).Distinct().OrderBy(name => name == Healthy)
            .ThenBy(name => name, StringComparer.Ordinal)];
        string[] columns = [.. rows.Where(name => name != Healthy).Union(pairs.Select(pair => pair.Said).Order(StringComparer.Ordinal))
            .OrderBy(name => name == Nothing)];
        TextTable table = new();
        table.Row(["injected", .. columns.Select((_, i) => ">" + Letter(i)), ">all"]);
        foreach (string row in rows)
        {
            int Count(string said) => pairs.Count(pair => pair == (row, said));
            string letter = Array.IndexOf(columns, row) is var own and >= 0 ? $"{Letter(own)} {row}" : row;
            table.Row([letter, .. columns.Select(said => ">" + Cell(Count(said))), ">" + Cell(pairs.Count(pair => pair.Injected == row))]);
        }

        string others = string.Join(", ", columns.Select((name, i) => (name, i)).Where(column => !rows.Contains(column.name))
            .Select(column => $"{Letter(column.i)} {column.name}"));
        return $"{table}columns that are no row: {others}\n";
    }

    private static string Letter(int column) => column < 26 ? ((char)('a' + column)).ToString()
        : $"{(char)('a' + (column / 26) - 1)}{(char)('a' + (column % 26))}";

    private static string Cell(int count) => count == 0 ? "." : count.ToString(CultureInfo.InvariantCulture);
}
