using Weir.Inference;

namespace Weir.Peers;

internal static class WeirPipeline
{
    public static int Run(string folder)
    {
        Predictor predictor = Predictor.Load(Table.RunOf(folder));
        return Measured.Run("weir", 1_000_000, () =>
        {
            using FileStream output = File.Create(Path.Combine(folder, "weir.csv"));
            FilePrediction.Run(predictor, [Table.File(folder)], output);
        });
    }
}
