using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training.Tests.Training;

/// <summary>What training takes of memory is known before it is taken, and what does not fit is refused.</summary>
public sealed class MemoryPlanTests
{
    /// <summary>How far the plan may be above and below what is measured.</summary>
    private const double Factor = 1.05;

    public static TheoryData<string> Networks { get; } =
    [
        "model: [flatten, {linear: 40, activation: relu, repeat: 3}, linear: outputs]\noptimizer: {sgd: {rate: 0.1}}",
        "model: [flatten, {linear: 40, activation: tanh, repeat: 3}, linear: outputs]\noptimizer: {adam: {rate: 0.01}}\n"
            + "gradient: [{clip-norm: 1}]",
        "model: [flatten, {linear: 40, activation: relu}, batch-norm, dropout: 0.2, linear: outputs]\n"
            + "optimizer: {sgd: {rate: 0.1, momentum: 0.9}}\naccumulate: 3\nflow: off",
        "model: [{conv: 8, batch-norm: true, activation: relu}, {max-pool: {}}, {conv: 16, activation: relu}, flatten, linear: outputs]\n"
            + "optimizer: {adamw: {rate: 0.01}}",
        "model: [flatten, {linear: 30, activation: gelu}, linear: outputs]\noptimizer: {muon: {rate: 0.02}}\naverage: on\nearly-stopping: "
            + "{patience: 3}",
    ];

    [Theory]
    [MemberData(nameof(Networks))]
    public void The_plan_is_what_a_run_takes(string network)
    {
        Recipe recipe = RecipeReader.Parse($$"""
            name: planned
            data: {source: digits, images: true, training: 400, validation: 300, test: 0}
            {{network}}
            batch: 32
            epochs: 1
            """);
        using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { Threads = 1 });
        trainer.Run().Status.ShouldBe(TrainingStatus.Finished);
        MemoryPlan plan = trainer.Info.Memory;
        ModuleMap map = ModuleMap.Of(trainer.Model);
        plan.Parameters.ShouldBe(4 * (map.Parameters.Sum(entry => (long)entry.Parameter.Shape.Size)
            + map.Buffers.Sum(entry => (long)entry.Buffer.Shape.Size)));
        plan.Optimizer.ShouldBe(trainer.Optimizer.StateBytes);
        plan.Gradients.ShouldBe(trainer.Optimizer.GradientBytes);
        Near(plan.Step, trainer.StepBytes);
        Evaluation evaluation = new(trainer.Backend);
        evaluation.Of(trainer.Model, trainer.Loss, trainer.Data.Validation!);
        Near(plan.Evaluation, evaluation.Bytes);
        plan.ToString().ShouldStartWith("parameters ");
    }

    [Fact]
    public void What_does_not_fit_is_refused_in_words_and_nothing_is_made()
    {
        using TemporaryFolder folder = new();
        Recipe recipe = Make.Small();
        long total = Trainer.Plan(recipe).Memory.Total;
        TrainerOptions options = new() { RunsDirectory = folder.Root, MemoryLimit = total - 1 };
        AllocationException error = Should.Throw<AllocationException>(() => Trainer.Start(recipe, options));
        error.Bytes.ShouldBe(total);
        error.Message.ShouldStartWith($"recipe: training takes about {ByteText.Of(total)} of memory (parameters ");
        error.Message.ShouldContain($"and {ByteText.Of(total - 1)} can be had: take a smaller batch than 9");
        Directory.EnumerateFileSystemEntries(folder.Root).ShouldBeEmpty();
        Trainer.Start(recipe, options with { MemoryLimit = total }).Dispose();
    }

    [Fact]
    public void A_network_that_fits_nowhere_is_refused_before_its_memory_is_taken()
    {
        // 512 million numbers.
        Recipe recipe = RecipeReader.Parse("""
            data: {source: spirals, training: 60, validation: 0, test: 0}
            model: [{linear: 16000, activation: relu, repeat: 3}, linear: outputs]
            optimizer: {adam: {rate: 0.01}}
            """);
        Trainer.Plan(recipe);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        MemoryPlan plan = Trainer.Plan(recipe).Memory;
        Should.Throw<AllocationException>(() => Trainer.Start(recipe, new TrainerOptions { MemoryLimit = 1_000_000_000 }));
        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(20_000_000);
        plan.Parameters.ShouldBeGreaterThan(2_000_000_000);
        plan.Optimizer.ShouldBeGreaterThan(2 * 2_000_000_000L);
    }

    [Fact]
    public void Planning_leaves_the_network_as_it_is()
    {
        BatchNorm norm = new(6);
        Sequential model = new(new Linear(2, 6), norm, new Dropout(0.5), new Linear(6, 2));
        Recipe recipe = Make.Small() with { Model = [] };
        Trainer.Plan(recipe, new TrainerOptions { Model = model });
        model.Parameters.ShouldAllBe(parameter => !parameter.IsInitialized && parameter.Value.Gradient() == null);
        norm.RunningVariance.Value.ToArray().ShouldAllBe(variance => variance == 1);
        norm.RunningMean.Value.ToArray().ShouldAllBe(mean => mean == 0);
    }

    [Fact]
    public void The_machine_has_memory_left() => MachineMemory.Left.ShouldBeInRange(1, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

    [Theory]
    [InlineData(0, "0 bytes")]
    [InlineData(640, "640 bytes")]
    [InlineData(3_400_000, "3.4 MB")]
    [InlineData(9_960_000, "10 MB")]
    [InlineData(999_600_000, "1.0 GB")]
    [InlineData(120_000_000_000, "120 GB")]
    public void Amounts_are_written_with_two_digits_or_more(long bytes, string text) => ByteText.Of(bytes).ShouldBe(text);

    private static void Near(long planned, long measured) =>
        ((double)planned).ShouldBeInRange(measured / Factor, measured * Factor);
}
