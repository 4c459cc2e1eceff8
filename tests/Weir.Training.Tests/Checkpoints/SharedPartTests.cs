using Weir.Data;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Training.Tests.Checkpoints;

/// <summary>
/// Parts that two networks, or two layers, share are saved once under the names of the network that is saved, and restored.
/// </summary>
public sealed class SharedPartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ReferenceBackend _backend = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Two_networks_that_share_a_layer_are_saved_whole_and_restored_to_the_bit()
    {
        Linear shared = new(3, 3);
        // Looked at one after the other: the second gives the shared layer another path.
        Sequential first = new(shared, new Linear(3, 2)), second = new(new Sequential(new Tanh(), shared), new Linear(3, 1));
        Adam one = Trained(first, 1), two = Trained(second, 2);
        Save(first, one, "first");
        Save(second, two, "second");
        Safetensors.Read(_folder.File("first")).Tensors.Keys.Where(name => name.StartsWith("model.", StringComparison.Ordinal))
            .ShouldBe(["model.1.weight", "model.1.bias", "model.2.weight", "model.2.bias"], ignoreOrder: true);
        Safetensors.Read(_folder.File("second")).Tensors.Keys.Where(name => name.StartsWith("model.", StringComparison.Ordinal))
            .ShouldBe(["model.1.2.weight", "model.1.2.bias", "model.2.weight", "model.2.bias"], ignoreOrder: true);

        foreach ((Sequential network, Adam optimizer, string file) in new[] { (first, one, "first"), (second, two, "second") })
        {
            float[] weights = Numbers(network, optimizer);
            Trained(network, 3, optimizer);
            Numbers(network, optimizer).ShouldNotBe(weights);
            Checkpoint.Load(_folder.File(file), network, optimizer);
            Numbers(network, optimizer).ShouldBe(weights);
        }
    }

    [Fact]
    public void Tied_weights_and_a_layer_that_is_used_twice_are_saved_once_and_restored_in_both()
    {
        Linear twice = new(3, 3);
        Sequential model = new(twice, new Tanh(), twice, new Linear(3, 2)), copy = new(twice, new Tanh(), twice, new Linear(3, 2));
        Adam optimizer = Trained(model, 1);
        Save(model, optimizer, "model");
        Safetensors.Read(_folder.File("model")).Tensors.Keys.Count(name => name.StartsWith("model.", StringComparison.Ordinal)).ShouldBe(4);
        float[] before = twice.Weight.Value.ToArray();
        copy.Initialize(9);
        twice.Weight.Value.ToArray().ShouldNotBe(before);
        Checkpoint.Load(_folder.File("model"), copy, null);
        twice.Weight.Value.ToArray().ShouldBe(before);
    }

    [Fact]
    public void A_file_may_hold_tied_weights_under_any_of_their_names_or_all_if_they_are_alike()
    {
        Linear twice = new(2, 2);
        Sequential model = new(twice, new Tanh(), twice);
        NumpyArray weight = NumpyArray.Of<double>(new Shape(2, 2), [1, 2, 3, 4]),
            other = NumpyArray.Of<double>(new Shape(2, 2), [1, 2, 3, 5]);
        NumpyArray bias = NumpyArray.Of<double>(new Shape(2), [5, 6]);
        WeightImportOptions options = new() { Layout = WeightLayout.ChannelsLast };
        NumpyArchive.Write(_folder.File("later.npz"), new Dictionary<string, NumpyArray> { ["3.weight"] = weight, ["3.bias"] = bias });
        WeightImport.Load(model, new Shape(2), _folder.File("later.npz"), options).IsComplete.ShouldBeTrue();
        twice.Weight.Value.ToArray().ShouldBe([1, 2, 3, 4]);

        NumpyArchive.Write(_folder.File("all.npz"),
            new Dictionary<string, NumpyArray> { ["1.weight"] = weight, ["1.bias"] = bias, ["3.weight"] = weight, ["3.bias"] = bias });
        WeightImport.Load(model, new Shape(2), _folder.File("all.npz"), options).IsComplete.ShouldBeTrue();

        NumpyArchive.Write(_folder.File("apart.npz"),
            new Dictionary<string, NumpyArray> { ["1.weight"] = weight, ["1.bias"] = bias, ["3.weight"] = other, ["3.bias"] = bias });
        Should.Throw<WeightImportException>(() => WeightImport.Load(model, new Shape(2), _folder.File("apart.npz"), options)).Message
            .ShouldContain("3.weight is one with 1.weight in the network, and 3.weight has other numbers than the file's 1.weight");
    }

    private Adam Trained(Sequential model, long seed, Adam? optimizer = null)
    {
        if (optimizer is null)
            model.Initialize(seed);
        optimizer ??= new Adam(model, _backend, new AdamOptions { Rate = 0.01 });
        Tape tape = new(_backend);
        for (int step = 0; step < 3; step++)
        {
            tape.Begin();
            tape.Backward(model.Apply(tape.Input(new Shape(2, 3), [1, 2, seed, -1, 0.5f, 2])).Square().Mean());
            optimizer.Step();
        }

        return optimizer;
    }

    private void Save(Module model, Optimizer optimizer, string file) =>
        new Checkpoint { Step = 3, Epoch = 0, BatchIndex = 0, Seed = 1, Rate = 0.01 }.Save(_folder.File(file), model, optimizer,
            s_unchanged, s_unchanged);

    private static float[] Numbers(Module model, Optimizer optimizer) =>
        [.. model.Parameters.SelectMany(parameter => parameter.Value.ToArray()),
            .. optimizer.State.SelectMany(entry => entry.Value.ToArray())];

    private static readonly Standardizer s_unchanged =
        Standardizer.Fit(new Dataset("none", new Shape(1), [1, 2], new ClassTargets([0, 1], 2)), Standardization.None);
}
