using Microsoft.ML;
using Microsoft.ML.Data;

namespace Weir.Peers;

internal static class MlNetPipeline
{
    public static int Run(string folder)
    {
        MLContext context = new(seed: 1);
        TextLoader loader = context.Data.CreateTextLoader(
            [
                new TextLoader.Column("Features", DataKind.Single, 0, Table.Columns - 1),
                new TextLoader.Column("Label", DataKind.Single, Table.Columns),
            ],
            separatorChar: ',', hasHeader: true);
        var model = context.Transforms.NormalizeMeanVariance("Features")
            .Append(context.Regression.Trainers.Sdca(maximumNumberOfIterations: 5)).Fit(loader.Load(Table.Part(folder)));
        return Measured.Run("ml.net", 1_000_000, () =>
        {
            IDataView scored = context.Transforms.SelectColumns("Score").Fit(model.Transform(loader.Load(Table.Part(folder))))
                .Transform(model.Transform(loader.Load(Table.File(folder))));
            using FileStream output = File.Create(Path.Combine(folder, "mlnet.csv"));
            context.Data.SaveAsText(scored, output, separatorChar: ',', headerRow: true, schema: false);
        });
    }
}
