using Microsoft.ML;
using Microsoft.ML.Data;

namespace Weir.Peers;

internal static class MlNetPipeline
{
    /// <summary>With a linear model: ML.NET has no networks of its own.</summary>
    public static int Linear(string folder)
    {
        MLContext context = new(seed: 1);
        TextLoader loader = LoaderOf(context, "Features");
        ITransformer model = context.Transforms.NormalizeMeanVariance("Features")
            .Append(context.Regression.Trainers.Sdca(maximumNumberOfIterations: 5)).Fit(loader.Load(Table.Part(folder)));
        return Predict("ml.net, linear", context, loader, model, "Score", folder);
    }

    /// <summary>With the very network, which ONNX Runtime works out.</summary>
    public static int Network(string folder)
    {
        MLContext context = new(seed: 1);
        string file = Path.Combine(folder, "model.onnx");
        File.WriteAllBytes(file, Model.Onnx(folder));
        TextLoader loader = LoaderOf(context, "input");
        ITransformer model = context.Transforms.ApplyOnnxModel("output", "input", file).Fit(loader.Load(Table.Part(folder)));
        return Predict("ml.net, network", context, loader, model, "output", folder);
    }

    private static TextLoader LoaderOf(MLContext context, string inputs) => context.Data.CreateTextLoader(
        [
            new TextLoader.Column(inputs, DataKind.Single, 0, Table.Columns - 1),
            new TextLoader.Column("Label", DataKind.Single, Table.Columns),
        ],
        separatorChar: ',', hasHeader: true);

    private static int Predict(string name, MLContext context, TextLoader loader, ITransformer model, string result, string folder) =>
        Measured.Run(name, 1_000_000, () =>
        {
            IDataView scored = context.Transforms.SelectColumns(result).Fit(model.Transform(loader.Load(Table.Part(folder))))
                .Transform(model.Transform(loader.Load(Table.File(folder))));
            using FileStream output = File.Create(Path.Combine(folder, "mlnet.csv"));
            context.Data.SaveAsText(scored, output, separatorChar: ',', headerRow: true, schema: false);
        });
}
