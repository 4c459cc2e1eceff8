using nietras.SeparatedValues;
using Sylvan.Data.Csv;
using Weir.Data;

namespace Weir.Peers;

/// <summary>
/// All cells of the table as numbers, on one thread, by readers in turn: the least and the median of the processor's time that they take,
/// which others on the machine change less than that of the clock.
/// </summary>
internal static class Parsing
{
    private const int Rounds = 7;

    public static int Run(string folder)
    {
        string file = Table.File(folder);
        long bytes = new FileInfo(file).Length;
        (string Name, Func<string, double> Read)[] readers = [("weir", Weir), ("sep", WithSep), ("sylvan", Sylvan)];
        double[][] seconds = [.. readers.Select(_ => new double[Rounds])];
        double[] sums = new double[readers.Length];
        for (int round = -1; round < Rounds; round++)
        {
            for (int i = 0; i < readers.Length; i++)
            {
                TimeSpan start = Environment.CpuUsage.TotalTime;
                sums[i] = readers[i].Read(file);
                if (round >= 0)
                    seconds[i][round] = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
            }
        }

        for (int i = 0; i < readers.Length; i++)
        {
            Array.Sort(seconds[i]);
            Console.WriteLine(FormattableString.Invariant(
                $"{readers[i].Name,-8} best {bytes / seconds[i][0] / 1e6:f0} MB/s, median {bytes / seconds[i][Rounds / 2] / 1e6:f0} MB/s, ")
                + FormattableString.Invariant($"sum {sums[i]:f3}"));
        }

        return 0;
    }

    private static double Weir(string file)
    {
        using TableRows rows = TableRows.Open(file, ',');
        double sum = 0;
        int columns = rows.Header.Count;
        while (rows.Read())
        {
            for (int column = 0; column < columns; column++)
                sum += rows.TryNumber(column, out double number) ? number : throw rows.Wrong(column, "no number");
        }

        return sum;
    }

    private static double WithSep(string file)
    {
        using SepReader reader = Sep.New(',').Reader().FromFile(file);
        double sum = 0;
        int columns = reader.Header.ColNames.Count;
        foreach (SepReader.Row row in reader)
        {
            for (int column = 0; column < columns; column++)
                sum += row[column].Parse<double>();
        }

        return sum;
    }

    private static double Sylvan(string file)
    {
        using CsvDataReader reader = CsvDataReader.Create(file);
        double sum = 0;
        int columns = reader.FieldCount;
        while (reader.Read())
        {
            for (int column = 0; column < columns; column++)
                sum += reader.GetDouble(column);
        }

        return sum;
    }
}
