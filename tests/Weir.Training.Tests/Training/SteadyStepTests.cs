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

    public static TheoryData<string> Files() => ShippedRecipesTests.Files();

    [Theory]
    [MemberData(nameof(Files))]
    public void A_steady_step_allocates_at_most_512_bytes(string file)
    {
        Recipe recipe = RecipeReader.Read(Path.Combine(ShippedRecipesTests.Folder(), file));
        (Shape input, Shape output) = ShippedRecipesTests.Task(recipe.Data);
        Module model = NetworkBuilder.Build(recipe, input, output);
        model.Initialize(1);
        using SimdBackend backend = SimdBackend.Create(new SimdOptions { Threads = 1 });
        Optimizer optimizer = recipe.Optimizer.Build(model, backend, recipe.Gradient, recipe.Seed);
        Tape tape = new(backend);
        Loss loss = recipe.Loss.Loss();
        RandomStream random = new(1);
        Shape inputs = input.Prepend(Batch), targets = output.Prepend(Batch);
        // Tokens are whole numbers below 65; other inputs may be anything.
        float[] x = [.. Enumerable.Range(0, inputs.Size).Select(_ => (float)random.NextInteger(65))];
        float[] values = new float[targets.Size];
        Indices labels = new(new int[targets.Size / output[^1]]);
        bool classes = loss is CrossEntropy;
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
            tape.Begin();
            model.BeginStep(recipe.Seed, ++step);
            Tensor y = model.Apply(tape.Input(inputs, x));
            tape.Backward(classes ? loss.Of(y, labels) : loss.Of(y, tape.Input(targets, values)));
            optimizer.Step();
        }
    }
}
