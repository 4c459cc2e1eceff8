using Weir.Data;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Repair.Tests.Policies;

public sealed class PolicyRunnerTests : IDisposable
{
    private const string OfImages = """
        # Which shape it is.
        name: shapes
        data: {source: digits, images: true}   # given by the test
        model:
          - flatten
          - {linear: 32, activation: relu}
          - linear: outputs
        optimizer: {adam: {rate: 0.005}}
        batch: 20
        epochs: 80
        """;

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_shapes_anywhere_in_few_images_it_learns_that_the_place_does_not_matter()
    {
        DataSplit data = new(Shapes(80, 1), Shapes(400, 2));
        PolicyResult result = PolicyRunner.Run(Request(OfImages), Options(data));
        PolicyReport report = result.Report;
        report.Status.ShouldBe(PolicyStatus.Better, report.ToJson());
        report.Proof!.Difference.Low.ShouldBeGreaterThan(0);
        report.Proof.Seeds.ShouldNotContain(1);
        (report.JudgedBy, report.JudgedSamples, report.SearchedSamples).ShouldBe(("validation", 200, 200));
        report.Cost.Trainings.ShouldBeLessThanOrEqualTo(40);
        result.Recipe.Data.Augment.ShouldContain(augmentation => augmentation is Shift, report.ToJson());
        // It is an ordinary recipe, in the words of the old one.
        RecipeReader.Parse(result.Text).ShouldBe(result.Recipe);
        result.Text.ShouldStartWith("# Which shape it is.\nname: shapes\n# given by the test\ndata: {images: true, augment: [");
        result.Text.ShouldContain("# augment: chosen by a search: +");
        File.ReadAllText(Path.Combine(result.Folder, "augmented.yaml")).ShouldBe(result.Text);
        // The claim holds on samples and with seeds that nothing has seen.
        Dataset fresh = Shapes(2000, 3);
        double[] before = Accuracies(Make.Recipe(OfImages), data, fresh), after = Accuracies(result.Recipe, data, fresh);
        (after.Average() - before.Average()).ShouldBeGreaterThan(0.05);
    }

    [Fact]
    public void What_takes_the_class_away_is_not_in_the_policy_and_nothing_is_claimed_that_does_not_help()
    {
        DataSplit data = new(Sides(120, 1), Sides(400, 2));
        PolicyResult result = PolicyRunner.Run(Request(OfImages), Options(data));
        PolicyReport report = result.Report;
        result.Recipe.Data.Augment.ShouldNotContain(augmentation => augmentation is Flip);
        TriedPolicy flip = report.Tried.Single(each => each.Policy == "flip");
        flip.Ahead!.Value.ShouldBeLessThan(-0.1);
        Dataset fresh = Sides(2000, 3);
        double before = Accuracies(Make.Recipe(OfImages), data, fresh).Average();
        Accuracies(result.Recipe, data, fresh).Average().ShouldBeGreaterThan(before - 0.01);
        if (report.Status == PolicyStatus.NoneBetter)
        {
            result.Text.ShouldBe(OfImages);
            result.Recipe.ShouldBe(Make.Recipe(OfImages));
        }
    }

    [Fact]
    public void A_recipe_that_flips_what_must_not_be_flipped_is_better_without()
    {
        DataSplit data = new(Sides(120, 1), Sides(400, 2));
        string text = OfImages.Replace("images: true}", "images: true, augment: [flip]}", StringComparison.Ordinal);
        PolicyResult result = PolicyRunner.Run(Request(text), Options(data));
        result.Report.Status.ShouldBe(PolicyStatus.Better, result.Report.Message);
        result.Recipe.Data.Augment.ShouldNotContain(augmentation => augmentation is Flip);
        result.Report.Tried.ShouldContain(each => each.Policy == "no augmentation");
        result.Report.Proof!.Difference.Mean.ShouldBeGreaterThan(0.1);
    }

    [Fact]
    public void A_search_that_was_stopped_goes_on_and_comes_to_the_same()
    {
        DataSplit data = new(Shapes(60, 1), Shapes(100, 2));
        PolicyOptions options = Options(data) with { Budget = 14, ProofSeeds = 3 };
        Counter all = new(int.MaxValue);
        PolicyResult whole = PolicyRunner.Run(Request(OfImages), options with { Name = "whole" }, all);
        using CancellationTokenSource stop = new();
        Counter counter = new(6, stop);
        Should.Throw<OperationCanceledException>(() => PolicyRunner.Run(Request(OfImages), options, counter, stop.Token));
        Counter rest = new(int.MaxValue);
        PolicyResult resumed = PolicyRunner.Run(Request(OfImages), options, rest);
        // With so small a budget not all are tried, and the others are named.
        whole.Report.Untried.ShouldNotBeEmpty();
        whole.Report.Untried.ShouldNotContain(policy => whole.Report.Tried.Any(each => each.Policy == policy));
        (counter.Trials + rest.Trials).ShouldBe(all.Trials);
        resumed.Report.ToJson().ShouldBe(whole.Report.ToJson());
        Counter none = new(int.MaxValue);
        PolicyRunner.Run(Request(OfImages), options, none).Report.ToJson().ShouldBe(whole.Report.ToJson());
        none.Trials.ShouldBe(0);
    }

    [Fact]
    public void A_table_has_noise_in_its_own_deviations_and_mixtures()
    {
        PolicyResult result = PolicyRunner.Run(Make.Request(Make.Healthy), Options(null) with { Budget = 14, ProofSeeds = 3 });
        string[] tried = [.. result.Report.Tried.Select(each => each.Policy)];
        tried.ShouldContain("mixup: {alpha: 0.3}");
        tried.ShouldContain("noise: {deviation: 0.25, standardized: true}");
        tried.ShouldAllBe(policy => policy.Contains("mixup") || policy.Contains("standardized"));
        result.Report.Cost.Trainings.ShouldBeLessThanOrEqualTo(14);
    }

    [Fact]
    public void Without_a_validation_part_two_parts_are_held_out_however_few_there_are()
    {
        PolicyOptions options = Options(new DataSplit(Shapes(100, 1))) with { Budget = 10, ProofSeeds = 2 };
        PolicyResult result = PolicyRunner.Run(Request(OfImages), options);
        (result.Report.JudgedBy, result.Report.JudgedSamples, result.Report.SearchedSamples).ShouldBe(("held-out", 10, 10));
        Should.Throw<DataException>(() => PolicyRunner.Run(Make.Request(Make.Healthy),
            Options(new DataSplit(Make.Numbers(0, 12))))).Message.ShouldContain("Give the recipe samples for validation");
    }

    [Fact]
    public void Samples_that_no_augmentation_fits_are_refused_in_words()
    {
        const string Text = """
            name: letters
            data: {source: text, length: 8}
            model: [{embedding: 4}, {gru: 8}, linear: outputs]
            optimizer: adam
            epochs: 1
            """;
        Dataset tokens = TokenWindows.Make("letters", [.. Enumerable.Range(0, 400).Select(i => i * i % 7)], 7, length: 8, stride: 8);
        string message = Should.Throw<DataException>(() => PolicyRunner.Run(Request(Text),
            Options(new DataSplit(tokens.Take(30), tokens.Skip(30))))).Message;
        message.ShouldContain("no random change of samples fits them");
        message.ShouldContain("are tokens");
        Directory.Exists(_folder["runs"]).ShouldBeFalse();
    }

    [Fact]
    public void A_budget_that_does_not_reach_for_a_proof_is_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => PolicyRunner.Run(Make.Request(Make.Healthy), new PolicyOptions { Budget = 13 }))
            .Message.ShouldContain("needs a budget of 14 trainings or more");

    private static RepairRequest Request(string text) => new(RecipeReader.Parse(text), text);

    private PolicyOptions Options(DataSplit? data) => new() { RunsDirectory = _folder["runs"], Data = data, LeastTraining = 1 };

    /// <summary>A plus, a square, a bar that lies or one that stands, at a random place of an image with noise.</summary>
    private static Dataset Shapes(int count, long seed)
    {
        const int Side = 12;
        RandomStream random = RandomStream.For(seed, "shapes");
        float[] pixels = new float[count * Side * Side];
        int[] labels = [.. Enumerable.Range(0, count).Select(i => i % 4)];
        for (int i = 0; i < count; i++)
        {
            Span<float> image = pixels.AsSpan(i * Side * Side, Side * Side);
            int top = random.NextInteger(Side - 4), left = random.NextInteger(Side - 4);
            for (int row = 0; row < 5; row++)
            {
                for (int column = 0; column < 5; column++)
                {
                    bool isOn = labels[i] switch
                    {
                        0 => row == 2 || column == 2,
                        1 => row is 0 or 4 || column is 0 or 4,
                        2 => row is 1 or 3,
                        _ => column is 1 or 3,
                    };
                    image[((top + row) * Side) + left + column] = isOn ? 1 : 0;
                }
            }

            foreach (ref float pixel in image)
                pixel = (float)Math.Clamp(pixel + (0.2 * random.NextNormal()), 0, 1);
        }

        return new Dataset("shapes", new Shape(Side, Side, 1), pixels, new ClassTargets(labels, 4));
    }

    /// <summary>Which side is a little brighter, in much noise.</summary>
    private static Dataset Sides(int count, long seed)
    {
        const int Side = 10;
        RandomStream random = RandomStream.For(seed, "sides");
        int[] labels = [.. Enumerable.Range(0, count).Select(i => i % 2)];
        float[] pixels = [.. Enumerable.Range(0, count * Side * Side).Select(at =>
        {
            bool isLeft = at % Side < Side / 2;
            bool isBright = isLeft == (labels[at / (Side * Side)] == 0);
            return (float)Math.Clamp((isBright ? 0.55 : 0.45) + (0.25 * random.NextNormal()), 0, 1);
        })];
        return new Dataset("sides", new Shape(Side, Side, 1), pixels, new ClassTargets(labels, 2));
    }

    private static double[] Accuracies(Recipe recipe, DataSplit data, Dataset fresh) => [.. new long[] { 101, 102, 103 }.Select(seed =>
    {
        using Trainer trainer = Trainer.Start(recipe with { Seed = seed },
            new TrainerOptions { Data = new DataSplit(data.Training, data.Validation, fresh), Measuring = false, Threads = 1 });
        return trainer.Run().Test!.Accuracy!.Value;
    })];

    private sealed class Counter(int most, CancellationTokenSource? stop = null) : IRepairObserver
    {
        public int Trials { get; private set; }

        public void OnPhase(string what)
        {
        }

        public void OnTrial(Trial trial, double spent)
        {
            Trials++;
            if (Trials == most)
                stop?.Cancel();
        }
    }
}
