using Weir.Data;
using Weir.Nn;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Repair.Tests;

public sealed class ModuleRepairTests : IDisposable
{
    private static readonly DataSplit s_data = Make.Recipe(Make.Healthy).Data.Load();

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_network_that_a_program_makes_is_rewritten_where_its_layers_are_known()
    {
        Recipe settings = Make.Recipe(Make.DeepSigmoid) with { Model = [] };
        RepairRequest request = RepairRequest.Of(Deep, s_data, settings, new CrossEntropy());
        request.OpaqueParts.ShouldBeEmpty();
        RepairResult result = RepairRunner.Run(request, Options());
        result.Certificate.Status.ShouldBe(RepairStatus.Repaired, result.Certificate.Message);
        result.Certificate.Untried.ShouldBeEmpty();
        Sequential repaired = NetworkBuilder.Build(result.Recipe, s_data.Training.InputShape, s_data.Training.Targets);
        using Trainer trainer = Trainer.Start(result.Recipe with { Model = [], Seed = 77 },
            new TrainerOptions { Model = repaired, Data = s_data, Threads = 1 });
        trainer.Run().Last!.ValidationAccuracy!.Value.ShouldBeGreaterThan(0.9);

        static Module Deep() => new Sequential(
        [
            .. Enumerable.Range(0, 8).Select(i => new Linear(i == 0 ? 2 : 16, 16, new Sigmoid(), new GlorotUniform())),
            new Linear(16, 2),
        ]);
    }

    [Fact]
    public void What_stands_outside_is_tried_where_parts_are_taken_as_they_are_and_what_was_not_is_told()
    {
        RepairRequest request = RepairRequest.Of(() => new Sequential(new Twofold(2, 24), new Linear(24, 2)), s_data,
            Make.Recipe(Make.HighRate) with { Model = [] });
        request.OpaqueParts.ShouldBe(["1 (twofold)"], ignoreOrder: false);
        RepairResult result = RepairRunner.Run(request, Options());
        result.Certificate.Status.ShouldBe(RepairStatus.Repaired, result.Certificate.Message);
        result.Certificate.Changes.ShouldAllBe(change => !RemedyList.Find(change.Remedy)!.RewritesLayers);
        result.Certificate.Untried.Select(each => each.Remedy).ShouldContain("activation");
        result.Certificate.Untried[0].Reason.ShouldContain("1 (twofold)");
        Certificate.Read(Path.Combine(result.Folder, Certificate.FileName)).Untried.Count.ShouldBe(result.Certificate.Untried.Count);
        NetworkBuilder.Build(result.Recipe, s_data.Training.InputShape, s_data.Training.Targets).Parts[0].ShouldBeOfType<Twofold>();
    }

    private RepairOptions Options() => new() { RunsDirectory = _folder.Path, Data = s_data };

    /// <summary>A module of a program's own.</summary>
    private sealed class Twofold(int inputs, int outputs) : Module
    {
        public Linear First { get; } = new(inputs, outputs, new Relu());

        public Linear Second { get; } = new(outputs, outputs, new Relu());

        protected override Tensor Forward(Tensor x) => Second.Apply(First.Apply(x));
    }
}
