using Weir.Data;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Inference.Tests;

/// <summary>Networks that tell of each pixel, at work on files.</summary>
public sealed class MaskTests : IDisposable
{
    private readonly TrainedRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Theory]
    [InlineData("", "0,1")]
    [InlineData("class-names: [dark, bright], fit: stretch", "dark,bright")]
    public void Masks_of_files_are_as_large_as_their_images_and_have_the_values_of_the_training(string more, string names)
    {
        Predictor predictor = Predictor.Load(Train(more));
        predictor.Signature.Output.Names.ShouldBe(names.Split(','));
        FilePredictionResult result = MaskPrediction.Run(predictor, [_runs["new"]], _runs["out"]);
        result.ShouldBe(new FilePredictionResult(6, 0));
        for (int i = 0; i < 6; i++)
        {
            MaskImage mask = MaskImage.Read(_runs[$"out/{(i == 5 ? "deep/" : "")}{i}.png"]), right = MaskImage.Read(_runs[$"true/{i}.png"]);
            (mask.Height, mask.Width).ShouldBe((right.Height, right.Width));
            bool stretched = more.Contains("stretch", StringComparison.Ordinal);
            // Of an image that is twice as wide as high the sides are cut off.
            bool[] inside = [.. Enumerable.Range(0, mask.Values.Length).Select(at => stretched || (at % 16) is >= 4 and < 12)];
            mask.Values.Where((_, at) => !inside[at]).ShouldAllBe(value => value.Code == 255);
            int agree = mask.Values.Where((value, at) => inside[at] && value == right.Values[at]).Count();
            agree.ShouldBeGreaterThan(inside.Count(each => each) * 9 / 10);
        }
    }

    [Fact]
    public void One_image_in_a_program()
    {
        Predictor predictor = Predictor.Load(Train());
        Prediction seen = predictor.Predict(ImageFile.Read(_runs["new/0.pgm"]));
        PredictedMask mask = seen.Mask.ShouldNotBeNull();
        (mask.Height, mask.Width, mask.Classes.Length).ShouldBe((8, 8, 64));
        (seen.Index, seen.Class, seen.Probability).ShouldBe((null, null, null));
        seen.Values.Length.ShouldBe(128);
        (seen["0"] + seen["1"]).ShouldBe(1);
        seen["1"].ShouldBe(mask.ShareOf(1));
        seen.ToString().ShouldStartWith("0 ");
        for (int pixel = 0; pixel < 64; pixel++)
            mask[pixel / 8, pixel % 8].ShouldBe(seen.Values[(2 * pixel) + 1] > seen.Values[2 * pixel] ? 1 : 0);
        mask.Save(_runs["a/b/mask.png"]);
        MaskImage.Read(_runs["a/b/mask.png"]).Values.Select(value => value.Code).ShouldBe(mask.Classes.ToArray());
        Should.Throw<FileException>(() => mask.Save(_runs["new/0.pgm/mask.png"])).Message.ShouldContain("the mask cannot be written");
    }

    [Fact]
    public void A_folder_of_images_and_masks_is_evaluated()
    {
        TrainedNetwork network = TrainedNetwork.Load(Train("class-names: [0=dark, 1=bright], ignore: [9]"));
        for (int i = 0; i < 4; i++)
            Pair($"more/images/{i}.pgm", $"more/masks/{i}.png", 8, 8, 50 + i);
        Dataset set = EvaluationSet.Read(network, _runs["more"]);
        ((ClassTargets)set.Targets).Grid.ShouldBe(new Extent(8, 8));
        EvaluationReport report = NetworkEvaluation.Of(network, set);
        report.Classes!.MeanIou!.Value.ShouldBeGreaterThan(0.8);
        report.Classes.Each!.Select(each => each.Name).ShouldBe(["dark", "bright"]);
        MaskImage mask = MaskImage.Read(_runs["more/masks/0.png"]);
        Write("more/masks/0.png", mask with { Values = [new MaskValue(9), .. mask.Values.Skip(1)] });
        NetworkEvaluation.Of(network, EvaluationSet.Read(network, _runs["more"])).Classes!.Each!.Sum(each => each.Samples).ShouldBe(255);
        Write("more/masks/0.png", mask with { Values = [new MaskValue(7), .. mask.Values.Skip(1)] });
        Should.Throw<DataException>(() => EvaluationSet.Read(network, _runs["more"])).Message
            .ShouldContain("0.png: a pixel has the value 7");
        Should.Throw<DataException>(() => EvaluationSet.Read(network, _runs["new"])).Message.ShouldContain("it holds no folder 'images'");
    }

    [Fact]
    public void What_cannot_be_done_is_told()
    {
        Predictor predictor = Predictor.Load(Train());
        Should.Throw<DataException>(() => FilePrediction.Run(predictor, [_runs["new"]], new MemoryStream())).Message
            .ShouldContain("which makes no row of a table; write masks into a folder");
        File.WriteAllText(_runs["new/notes.txt"], "none");
        DataException refused = Should.Throw<DataException>(() => MaskPrediction.Run(predictor, [_runs["new"]], _runs["out"]));
        refused.Message.ShouldContain("notes.txt: it is no image");
        refused.Message.ShouldContain("no more than 6 images are predicted; mend these, or leave them out with '--bad-rows skip'");
        List<string> told = [];
        MaskPrediction.Run(predictor, [_runs["new"]], _runs["out"], new FilePredictionOptions
        {
            SkipsBadSamples = true,
            OnBadSample = told.Add,
        }).ShouldBe(new FilePredictionResult(6, 1));
        told.ShouldHaveSingleItem().ShouldContain("notes.txt");
        Should.Throw<DataException>(() => MaskPrediction.Run(predictor, [_runs["new/0.pgm"], _runs["images/0.pgm"]], _runs["out"])).Message
            .ShouldContain("its mask would be written over that of");
        Should.Throw<DataException>(() => MaskPrediction.Run(predictor, [_runs["new"]], _runs["out"], new FilePredictionOptions
        {
            Keep = ["id"],
        })).Message.ShouldContain("columns of a table can be kept");
        using CancellationTokenSource cancel = new();
        cancel.Cancel();
        Should.Throw<OperationCanceledException>(() => MaskPrediction.Run(predictor, [_runs["new"]], _runs["out"], null, cancel.Token));
        byte[] image = File.ReadAllBytes(_runs["true/0.png"]);
        Should.Throw<DataException>(() => MaskPrediction.Run(predictor, [_runs["true"]], _runs["true"])).Message
            .ShouldContain("its mask would take its place");
        File.ReadAllBytes(_runs["true/0.png"]).ShouldBe(image);
        Predictor rows = Predictor.Load(_runs.Churn(rows: 60));
        Should.Throw<DataException>(() => MaskPrediction.Run(rows, [_runs["churn.csv"]], _runs["out"])).Message
            .ShouldContain("says nothing of single pixels");
    }

    /// <summary>A network that tells bright pixels from dark ones, from images of 8 × 8; and six images of 8 × 16.</summary>
    private string Train(string more = "")
    {
        for (int i = 0; i < 30; i++)
            Pair($"images/{i}.pgm", $"masks/{i}.png", 8, 8, i);
        for (int i = 0; i < 6; i++)
            Pair($"new/{(i == 5 ? "deep/" : "")}{i}.pgm", $"true/{i}.png", 8, 16, 100 + i);
        return _runs.Train($$$"""
            name: bright
            data: {source: image-masks, folder: images, masks: masks, size: 8, {{{more}}}}
            model: [{linear: 8, activation: tanh}, linear: outputs]
            optimizer: {adam: {rate: 0.05}}
            batch: 4
            epochs: 20
            """);
    }

    private void Pair(string image, string mask, int height, int width, long seed)
    {
        RandomStream random = new(seed);
        byte[] levels = [.. Enumerable.Range(0, height * width)
            .Select(at => (byte)((at / 4 % 2 == 0 ? 30 : 200) + random.NextInteger(40)))];
        Directory.CreateDirectory(Path.GetDirectoryName(_runs[image])!);
        File.WriteAllBytes(_runs[image], [.. System.Text.Encoding.ASCII.GetBytes($"P5 {width} {height} 255\n"), .. levels]);
        Write(mask, new MaskImage(height, width, [.. levels.Select(level => new MaskValue(level > 128 ? 1 : 0))]));
    }

    private void Write(string name, MaskImage mask)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_runs[name])!);
        File.WriteAllBytes(_runs[name], PngMask.Encode(mask));
    }
}
