using Weir.Diagnosis;
using Weir.Training;
using static TorchSharp.torch;

namespace Weir.TorchSharp.Tests;

/// <summary>What is found in TorchSharp's networks is what Weir finds in its own.</summary>
public sealed class FaultTests
{
    [LibtorchFact]
    public void A_deep_network_of_sigmoids_is_judged_as_weirs_own_is()
    {
        const int Samples = 256, Features = 10, Steps = 400;
        using TemporaryFolder folder = new();
        random.manual_seed(1);
        (Tensor inputs, Tensor labels) = Training.Classes(Samples, Features, 3);
        float[] rows = inputs.data<float>().ToArray();
        int[] targets = Array.ConvertAll(labels.data<long>().ToArray(), label => (int)label);

        Recipe recipe = RecipeReader.Parse($$$"""
            name: own
            model: [{linear: 16, repeat: 12, activation: sigmoid}, linear: outputs]
            optimizer: {sgd: {rate: 0.1}}
            batch: 32
            steps: {{{Steps}}}
            """);
        Data.DataSplit data = new(new Data.Dataset("samples", new Tensors.Shape(Features), rows, new Data.ClassTargets(targets, 3)));
        using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { Data = data, Threads = 1 });
        RunWatch own = new(trainer);
        trainer.Run(own);

        List<Finding> told = [];
        using nn.Module<Tensor, Tensor> model = Training.Dense(() => nn.Sigmoid(), [Features, .. Enumerable.Repeat(16L, 12), 3]);
        foreach (global::TorchSharp.Modules.Parameter parameter in model.parameters())
        {
            if (parameter.dim() == 2)
                nn.init.xavier_uniform_(parameter);
            else
                nn.init.zeros_(parameter);
        }

        using optim.Optimizer optimizer = optim.SGD(model.parameters(), 0.1);
        FlowWatch watch = FlowWatch.Attach(model, optimizer, Training.Options(folder) with
        {
            TotalSteps = Steps,
            StepsPerEpoch = Samples / 32,
            Samples = Samples,
            Found = told.Add,
        });
        Training.Run(model, optimizer, Steps, step =>
        {
            int from = step * 32 % Samples;
            return (inputs.slice(0, from, from + 32, 1), labels.slice(0, from, from + 32, 1));
        }, watch);
        watch.Close();

        watch.Failure.ShouldBeNull();
        Finding first = watch.Findings[0], ownFirst = own.Findings[0];
        first.Diagnostic.Name.ShouldBe("vanishing-gradient");
        (first.Diagnostic.Name, first.Severity).ShouldBe((ownFirst.Diagnostic.Name, ownFirst.Severity));
        told.ShouldContain(finding => finding.Diagnostic.Name == "vanishing-gradient");
        first.Remedies.ShouldNotContain(remedy => remedy.Contains("weight: ", StringComparison.Ordinal));
        DiagnosedRun.Read(folder["run"]).Findings.Select(finding => finding.Message)
            .ShouldBe(watch.Findings.Select(finding => finding.Message));
    }

    [LibtorchFact]
    public void A_check_sees_it_before_the_first_step_and_leaves_all_as_it_was()
    {
        random.manual_seed(2);
        using nn.Module<Tensor, Tensor> model = nn.Sequential(
            [nn.Linear(8, 16), nn.BatchNorm1d(16), .. Enumerable.Range(0, 12).SelectMany(_ => new nn.Module<Tensor, Tensor>[]
                { nn.Linear(16, 16), nn.Sigmoid() }), nn.Linear(16, 3)]);
        using optim.Optimizer optimizer = optim.SGD(model.parameters(), 0.1);
        (Tensor, Tensor)[] batches = [.. Enumerable.Range(0, 6).Select(_ => Training.Classes(64, 8, 3))];
        byte[][] before = [.. model.state_dict().Values.Select(tensor => tensor.bytes.ToArray()), random.get_rng_state().bytes.ToArray()];

        FlowCheck check = FlowWatch.Check(model, optimizer, batches, nn.CrossEntropyLoss().call);

        byte[][] after = [.. model.state_dict().Values.Select(tensor => tensor.bytes.ToArray()), random.get_rng_state().bytes.ToArray()];
        for (int i = 0; i < before.Length; i++)
            after[i].ShouldBe(before[i], model.state_dict().Keys.Append("random state").ElementAt(i));
        model.parameters().Any(parameter => parameter.grad is not null).ShouldBeFalse();
        check.Batches.Samples.Count.ShouldBe(5);
        check.Facts.Setup!.Loss.ShouldBe("cross-entropy");
        Training.Names(check.Findings).ShouldContain("vanishing-gradient");
    }

    [LibtorchFact]
    public void A_sound_network_passes_the_check()
    {
        random.manual_seed(2);
        using nn.Module<Tensor, Tensor> model = Training.Dense(() => nn.ReLU(), 8, 32, 32, 3);
        using optim.Optimizer optimizer = optim.Adam(model.parameters(), 0.001);
        FlowCheck check = FlowWatch.Check(
            model, optimizer, Enumerable.Range(0, 6).Select(_ => Training.Classes(64, 8, 3)), nn.CrossEntropyLoss().call);
        check.Findings.Where(finding => finding.Severity > Severity.Information).ShouldBeEmpty();
    }
}
