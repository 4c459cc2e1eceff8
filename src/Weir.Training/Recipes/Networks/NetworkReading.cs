using Weir.Data;
using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>
/// A network that a program makes, read as a recipe: layers that recipes have are read as such, and everything else is a part that is taken
/// as it is. Recipes that are changed build networks in which what was read is changed and what was not is the program's.
/// </summary>
internal sealed class NetworkReading
{
    private readonly List<string> _opaque = [];
    private readonly PartRecipe _part;
    private readonly ReadChoices _choices;

    private NetworkReading(Func<Module> network, Loss? loss, Recipe settings, Targets targets)
    {
        _part = new PartRecipe { Network = network };
        _choices = new ReadChoices(settings.Registry.With(PartRecipe.Name, _part));
        Module made = network();
        if (ReferenceEquals(made, network()))
            throw new ArgumentException("the network is to be made anew each time: branches are trained side by side", nameof(network));
        IReadOnlyList<Module> parts = PartsOf(made);
        ValueList<LayerRecipe> model = IsTied(made, parts) ? [Opaque(made, 0)] : [.. parts.Select((part, i) => Read(part, i + 1))];
        // As many units as the task has outputs are those of the task.
        if (model[^1] is LinearRecipe { Activation: null } head && head.Units == TaskContract.Outputs(targets))
            model = [.. model.SkipLast(1), head with { Units = null }];
        Choice chosen = loss is null ? settings.Loss : _choices.Of(loss);
        Recipe = settings with { Model = model, Loss = chosen, Registry = _choices.Registry };
    }

    /// <summary>The network as a recipe, with all else of the settings.</summary>
    public Recipe Recipe { get; }

    /// <summary>The parts that are taken as they are, each as its number and kind.</summary>
    public IReadOnlyList<string> OpaqueParts => _opaque;

    /// <summary>Reads a network.</summary>
    /// <param name="network">Makes the network, another one each time.</param>
    /// <param name="loss">The loss; null for that of the settings.</param>
    /// <param name="settings">All that is no network: optimizer, batch, budget, seed. Its layers are left out.</param>
    /// <param name="targets">What is to be predicted.</param>
    public static NetworkReading Of(Func<Module> network, Loss? loss, Recipe settings, Targets targets) =>
        new(network, loss, settings, targets);

    /// <summary>The modules that the signal meets one behind the other.</summary>
    public static IReadOnlyList<Module> PartsOf(Module network) =>
        network is Sequential sequential ? [.. sequential.Parts.SelectMany(PartsOf)] : [network];

    // Weights that two parts have in common, or a part that is used twice, would be made once for each.
    private static bool IsTied(Module network, IReadOnlyList<Module> parts) =>
        parts.Count == 0 || parts.Distinct<Module>(ReferenceEqualityComparer.Instance).Count() < parts.Count
            || ModuleMap.Of(network).OtherNames.Count > 0;

    private LayerRecipe Read(Module part, int number) => Known(part) ?? Opaque(part, number);

    /// <summary>
    /// What a recipe has for a part; null for none. What stands within a part has no number of its own, by which it could be made.
    /// </summary>
    private LayerRecipe? Known(Module part) => part switch
    {
        Linear linear => new LinearRecipe
        {
            Units = linear.Weight.Shape[1],
            Activation = linear.Activation is { } function ? _choices.Of(function) : null,
            Weight = _choices.Of(linear.Weight.Initializer, linear.Activation?.DefaultInitializer ?? new GlorotUniform()),
            Bias = linear.Bias is { } bias ? _choices.Of(bias.Initializer, new Zeros()) : null,
            HasBias = linear.Bias is not null,
        },
        Activation function => new ActivationRecipe(_choices.Of(function)),
        Softmax => new SoftmaxRecipe(),
        Flatten => new FlattenRecipe(),
        Dropout { Unit: DropoutUnit.Entry } dropout => new DropoutRecipe { Rate = dropout.Rate },
        Residual { Projection: null, Depth: null } residual => Block(residual),
        _ => null,
    };

    private ResidualRecipe? Block(Residual residual)
    {
        LayerRecipe?[] branch = [.. PartsOf(residual.Branch).Select(Known)];
        return Array.Exists(branch, layer => layer is null) ? null : new ResidualRecipe
        {
            Branch = [.. branch.OfType<LayerRecipe>()],
            Activation = residual.Activation is { } function ? _choices.Of(function) : null,
        };
    }

    private PartRecipe Opaque(Module part, int number)
    {
        _opaque.Add(number == 0 ? part.Kind : $"{number} ({part.Kind})");
        return _part with { Number = number };
    }
}
