using Weir.Nn;

namespace Weir.Training;

/// <summary>
/// Functions, first values and losses of a program's network by the names that recipes have for them. What has none is added to the
/// registry under one of its own.
/// </summary>
/// <param name="registry">What recipes can name.</param>
internal sealed class ReadChoices(RecipeRegistry registry)
{
    private readonly Dictionary<Initializer, Choice> _initializers = [];
    private int _own;

    /// <summary>What recipes can name, with what was added.</summary>
    public RecipeRegistry Registry { get; private set; } = registry;

    /// <summary>The choice of a function.</summary>
    public Choice Of(Activation function)
    {
        foreach ((string name, FamilyMember<Activation> member) in Registry.Activations)
        {
            if (member.Make(null) is not { } usual || usual.GetType() != function.GetType())
                continue;
            if (usual.Parameter == function.Parameter)
                return new Choice(name) { Maker = member.Make };
            if (member.Number is not null)
                return new Choice(name, function.Parameter) { Maker = member.Make };
        }

        string own = OwnName(function.Kind);
        // Functions have no values of their own: one may stand in several networks.
        FamilyMember<Activation> added = new(_ => function);
        Registry = Registry.With(own, added);
        return new Choice(own) { Maker = added.Make };
    }

    /// <summary>The choice of first values; null for those that are usual there.</summary>
    public Choice? Of(Initializer values, Initializer usual)
    {
        if (values == usual)
            return null;
        if (_initializers.TryGetValue(values, out Choice? known))
            return known;
        foreach ((string name, FamilyMember<Initializer> member) in Registry.Initializers)
        {
            if (member.Make(null) == values)
                return new Choice(name) { Maker = member.Make };
        }

        string own = OwnName("values");
        FamilyMember<Initializer> added = new(_ => values);
        Registry = Registry.With(own, added);
        return _initializers[values] = new Choice(own) { Maker = added.Make };
    }

    /// <summary>The choice of a loss.</summary>
    public Choice Of(Loss loss)
    {
        foreach ((string name, FamilyMember<Loss> member) in Registry.Losses)
        {
            if (member.Make(null) == loss)
                return new Choice(name) { Maker = member.Make };
        }

        string own = OwnName(loss.Name);
        FamilyMember<Loss> added = new(_ => loss);
        Registry = Registry.With(own, added);
        return new Choice(own) { Maker = added.Make };
    }

    private string OwnName(string kind) => $"own-{kind}-{++_own}";
}
