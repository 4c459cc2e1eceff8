using Weir.Data;
using Weir.Inference;
using Weir.Training;

namespace Weir.Skia.Tests;

/// <summary>A folder of WebP images from the recipe to predictions of files.</summary>
public sealed class SkiaRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-skia-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkiaFact]
    public void A_folder_of_webp_is_trained_on_and_predicted_and_damaged_files_are_left_out()
    {
        string images = Path.Combine(_folder, "images");
        foreach ((string name, int first) in new[] { ("dark", 0), ("light", 100) })
        {
            Directory.CreateDirectory(Path.Combine(images, name));
            for (int i = 0; i < 10; i++)
                File.WriteAllBytes(Path.Combine(images, name, $"{i}.webp"), Pictures.Busy(4, first + i));
        }

        File.WriteAllBytes(Path.Combine(images, "dark", "cut.webp"), Pictures.Busy(24)[..100]);
        RecipeRegistry registry = RecipeRegistry.BuiltIn.With(SkiaFormats.All);
        Recipe recipe = RecipeReader.Parse($$$"""
            data: {source: image-folder, folder: '{{{images}}}', images: true, training: 14, validation: 3, test: 4}
            model: [flatten, linear: outputs]
            loss: cross-entropy
            optimizer: {sgd: {rate: 0.1}}
            batch: 4
            epochs: 1
            """, registry: registry);
        using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { RunsDirectory = Path.Combine(_folder, "runs") });
        trainer.Run();

        Predictor predictor = Predictor.Load(trainer.Info.Directory!, new PredictorOptions { Registry = registry });
        List<string> bad = [];
        string output = Path.Combine(_folder, "out.csv");
        using (FileStream stream = File.Create(output))
        {
            FilePrediction.Run(predictor, [Path.Combine(images, "dark")], stream, PredictionFormat.Csv,
                new FilePredictionOptions { SkipsBadSamples = true, OnBadSample = bad.Add });
        }

        File.ReadAllLines(output).Length.ShouldBe(11);
        bad.ShouldHaveSingleItem().ShouldContain("cut.webp: ");
    }

    [SkiaFact]
    public void Damaged_files_are_counted()
    {
        string folder = Path.Combine(_folder, "counted");
        foreach (string name in new[] { "a", "b" })
        {
            Directory.CreateDirectory(Path.Combine(folder, name));
            for (int i = 0; i < 4; i++)
                File.WriteAllBytes(Path.Combine(folder, name, $"{i}.webp"), i == 3 ? Pictures.Busy(24)[..99] : Pictures.Busy(4, i));
        }

        DataSplit split = DataSources.Load(new ImageFolderSource(SkiaFormats.All), new DataRequest { Folder = folder });
        split.Remarks.ShouldHaveSingleItem().ShouldStartWith("2 files are damaged and are left out; the first: ");
    }

    [Fact]
    public void A_format_that_is_there_already_is_refused() =>
        Should.Throw<ArgumentException>(() => RecipeRegistry.BuiltIn.With(SkiaFormats.WebP, SkiaFormats.WebP)).Message
            .ShouldBe("there is a format of images 'WebP' already; choose another name");
}
