using System.Globalization;
using System.Text;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Peers;

/// <summary>The table that is predicted, and the network that is trained on a part of it.</summary>
internal static class Table
{
    public const int Columns = 20;
    private const int Rows = 1_000_000;
    private const int Learnt = 5_000;

    public static string File(string folder) => Path.Combine(folder, "rows.csv");

    public static string Part(string folder) => Path.Combine(folder, "part.csv");

    public static string RunOf(string folder) => Path.Combine(folder, "runs", "peers");

    public static int Make(string folder)
    {
        Directory.CreateDirectory(folder);
        Write(File(folder), Rows);
        Write(Part(folder), Learnt);
        Recipe recipe = RecipeReader.Parse($$$"""
            name: peers
            data: {source: csv, file: {{{Part(folder)}}}, target: y, task: regression, standardize: per-feature}
            model: [{linear: 64, activation: relu, repeat: 2}, linear: outputs]
            loss: mean-squared-error
            optimizer: {adam: {rate: 0.003}}
            epochs: 3
            """);
        using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { RunsDirectory = Path.Combine(folder, "runs"), Name = "peers" });
        Console.WriteLine(trainer.Run().Test);
        return 0;
    }

    private static void Write(string path, int rows)
    {
        RandomStream random = RandomStream.For(1, "peers");
        using StreamWriter writer = new(path, append: false, new UTF8Encoding(false), 1 << 16);
        writer.WriteLine(string.Join(',', Enumerable.Range(0, Columns).Select(i => $"x{i}")) + ",y");
        StringBuilder line = new();
        for (int row = 0; row < rows; row++)
        {
            double sum = 0;
            line.Clear();
            for (int i = 0; i < Columns; i++)
            {
                double value = random.NextNormal() * (1 + i);
                sum += value / (1 + i);
                line.Append(CultureInfo.InvariantCulture, $"{value:f4},");
            }

            writer.WriteLine(line.Append(CultureInfo.InvariantCulture, $"{100 * sum:f2}").ToString());
        }
    }
}
