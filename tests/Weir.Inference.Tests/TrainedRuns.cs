using System.Globalization;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Inference.Tests;

/// <summary>Folders with small tables and runs that were trained on them.</summary>
internal sealed class TrainedRuns : IDisposable
{
    private static readonly string[] s_plans = ["basic", "plus", "premium"], s_towns = ["Oslo", "Rome", "Bath"];

    public string Root { get; } = Directory.CreateTempSubdirectory("weir-inference-").FullName;

    public string this[string name] => Path.Combine(Root, name);

    public void Dispose() => Directory.Delete(Root, recursive: true);

    /// <summary>Trains a recipe and gives its run directory.</summary>
    public string Train(string recipe)
    {
        File.WriteAllText(this["recipe.yaml"], recipe);
        using Trainer trainer = Trainer.Start(RecipeReader.Read(this["recipe.yaml"]),
            new TrainerOptions { RunsDirectory = this["runs"], Threads = 1, Measuring = false });
        TrainingResult result = trainer.Run();
        result.Status.ShouldBe(TrainingStatus.Finished, result.Message);
        return trainer.Info.Directory!;
    }

    /// <summary>A network that tells whether customers leave, from a table with an id, categories, days, truths and gaps.</summary>
    public string Churn(string more = "", int rows = 400)
    {
        File.WriteAllText(this["churn.csv"], ChurnTable(rows, 1));
        return Train($$$"""
            name: churn
            data: {source: csv, file: churn.csv, target: left, drop: [id], missing: median, standardize: per-feature}
            model: [{linear: 16, activation: tanh}, linear: outputs]
            optimizer: {adam: {rate: 0.01}}
            epochs: 8
            {{{more}}}
            """);
    }

    /// <summary>A network that predicts prices, in thousands, from size, age and town.</summary>
    public string Houses(string model = "[{linear: 16, activation: relu}, linear: outputs]", int epochs = 30)
    {
        File.WriteAllText(this["houses.csv"], HousesTable(400, 1));
        return Train($$$"""
            name: houses
            data: {source: csv, file: houses.csv, target: price, task: regression, standardize: per-feature}
            model: {{{model}}}
            loss: mean-squared-error
            optimizer: {adam: {rate: 0.01}}
            epochs: {{{epochs}}}
            """);
    }

    public static string ChurnTable(int rows, long seed)
    {
        RandomStream random = RandomStream.For(seed, "churn");
        System.Text.StringBuilder text = new("id,plan,joined,age,calls,paperless,left\n");
        for (int i = 0; i < rows; i++)
        {
            string plan = s_plans[random.NextInteger(3)];
            int age = 18 + random.NextInteger(60), calls = random.NextInteger(10);
            DateTime joined = new DateTime(2020, 1, 1).AddDays(random.NextInteger(1500));
            bool paperless = random.NextInteger(2) == 1;
            double leaves = (calls * 0.5) - (plan == "premium" ? 2 : 0) - 2 + random.NextNormal();
            string ageCell = random.NextInteger(20) == 0 ? "" : age.ToString(CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture,
                $"C{i:D5},{plan},{joined:yyyy-MM-dd},{ageCell},{calls},{(paperless ? "yes" : "no")},{(leaves > 0 ? "left" : "stayed")}\n");
        }

        return text.ToString();
    }

    public static string HousesTable(int rows, long seed)
    {
        RandomStream random = RandomStream.For(seed, "houses");
        System.Text.StringBuilder text = new("size,age,town,price\n");
        for (int i = 0; i < rows; i++)
        {
            double size = 40 + (160 * random.NextDouble()), age = 80 * random.NextDouble();
            int town = random.NextInteger(3);
            double price = (3000 * size) - (800 * age) + (town * 90_000) + (10_000 * random.NextNormal());
            text.Append(CultureInfo.InvariantCulture, $"{size:f1},{age:f1},{s_towns[town]},{price:f0}\n");
        }

        return text.ToString();
    }
}
