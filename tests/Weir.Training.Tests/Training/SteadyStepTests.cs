using Weir.Data;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Training.Tests;

/// <summary>
/// Once a few steps have been made, a step of any shipped recipe takes no memory of the tape and next to none of the collector.
/// </summary>
public class SteadyStepTests
{
    private const int Batch = 2, Steps = 4, MostBytes = 512;

    /// <summary>Sources whose files are downloaded or given: their samples are made up here.</summary>
    private static readonly string[] s_absent = ["cifar-10", "mnist", "text"];

    public static TheoryData<string> Files() => ShippedRecipesTests.FilesOfAllFolders();

    [Fact]
    public void The_recipes_of_every_folder_are_there() =>
        ((IEnumerable<object[]>)Files()).Count(row => ((string)row[0]).StartsWith("symptoms/", StringComparison.Ordinal))
            .ShouldBeGreaterThan(30);

    [Theory]
    [MemberData(nameof(Files))]
    public void A_steady_step_allocates_at_most_512_bytes(string file)
    {
        Recipe recipe = RecipeReader.Read(Path.Combine(ShippedRecipesTests.Folder(), file));
        (Module model, Loss loss, Dataset data) = s_absent.Contains(recipe.Data.Source) ? MadeUp(recipe) : Shipped(recipe);
        model.Initialize(recipe.Seed);
        using SimdBackend backend = SimdBackend.Create(new SimdOptions { Threads = 1 });
        Optimizer optimizer = recipe.Optimizer.Build(model, backend, recipe.Gradient, recipe.Seed);
        // Weights that stay keep the step of a recipe that explodes as it is.
        optimizer.Rate = 0;
        Tape tape = new(backend);
        TrainingStep training = new(model, loss, data, optimizer, tape, recipe.Seed) { Penalty = recipe.GradientPenalty };
        using IEnumerator<Batch> batches = BatchLoader.Sequential(data, Batch).GetEnumerator();
        batches.MoveNext().ShouldBeTrue();
        Batch batch = batches.Current;
        long step = 0;

        // Two rounds: what the first makes, as a table of code or a larger scratch, the second finds.
        long allocated = 0, pool = 0, before = 0;
        for (int round = 0; round < 2; round++)
        {
            pool = tape.PoolBytes;
            before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < Steps; i++)
                Step();
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        tape.PoolBytes.ShouldBe(pool);
        (allocated / Steps).ShouldBeLessThanOrEqualTo(MostBytes);

        void Step()
        {
            training.Begin(++step);
            double sum = 0;
            for (int number = 1; number <= recipe.Accumulate; number++)
                sum += training.Add(batch, 1f / recipe.Accumulate, isLast: number == recipe.Accumulate);
            double.IsFinite(sum).ShouldBeTrue();
            training.Update(sum);
        }
    }

    /// <summary>Samples of a source that is built in, or of a table that is shipped beside the recipe.</summary>
    private static (Module, Loss, Dataset) Shipped(Recipe recipe)
    {
        TrainingSetup setup = new(recipe, new TrainerOptions());
        Dataset training = setup.Data.Training;
        // A table with gaps has rows whose loss is not a number, which no step moves by.
        int[] whole =
        [
            .. Enumerable.Range(0, training.Count).Where(i => !training.Sample(i).ContainsAnyExceptInRange(float.MinValue, float.MaxValue))
                .Take(Batch),
        ];
        return (setup.Model, setup.Loss, training.Select(whole));
    }

    private static (Module, Loss, Dataset) MadeUp(Recipe recipe)
    {
        (Shape input, Shape output) = ShippedRecipesTests.Task(recipe.Data);
        RandomStream random = new(1);
        // Tokens are whole numbers below 65; other inputs may be anything.
        float[] inputs = [.. Enumerable.Range(0, Batch * input.Size).Select(_ => (float)random.NextInteger(65))];
        int positions = output.Size / output[^1];
        ClassTargets targets = new(new int[Batch * positions], output[^1]) { Positions = positions };
        return (NetworkBuilder.Build(recipe, input, output), recipe.Loss.Loss(), new Dataset(recipe.Name, input, inputs, targets));
    }
}
